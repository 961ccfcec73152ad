#!/bin/sh
# Finds the image that this file is part of, and the JVM's cache.
here=$0
while [ -h "$here" ]; do
  link=$(readlink "$here")
  case $link in /*) here=$link ;; *) here=${here%/*}/$link ;; esac
done
case $here in */*) here=${here%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here/.." && pwd -P) || exit 125
