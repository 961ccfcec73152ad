#!/bin/sh
# cronium-runner @VERSION@ for @PLATFORM@: this text, and from the line after the last one on a tar.gz of a Java runtime and
# the program. The first start unpacks that into a directory that only this user can write to; later ones go straight there.
digest=@DIGEST@

refuse() {
  echo "cronium-runner: $*" >&2
  exit 125
}

# Calls $1 with one place after the other until one is fit.
at_places() {
  if [ -n "${CRONIUM_RUNNER_CACHE-}" ]; then
    "$1" "$CRONIUM_RUNNER_CACHE"
    return
  fi
  case ${XDG_CACHE_HOME-} in /*) "$1" "$XDG_CACHE_HOME/cronium-runner" && return ;; esac
  case ${HOME-} in /?*) "$1" "$HOME/.cache/cronium-runner" && return ;; esac
  uid=$(id -u)
  if [ "$uid" = 0 ]; then "$1" /var/cache/cronium-runner && return; fi
  for place in "${TMPDIR-}" "${XDG_RUNTIME_DIR-}" /var/tmp /tmp /dev/shm; do
    case $place in /*) "$1" "$place/cronium-runner-$uid" && return ;; esac
  done
  return 1
}

is_unpacked() {
  here=$1/$digest
  [ -O "$1" ] && [ -O "$here" ]
}

# Says why a place is not fit, if none is.
unfit() {
  why="$why
  $1"
  return 1
}

check_host() {
  [ "$(uname -m)" = @MACHINE@ ] || refuse "this file is for @PLATFORM@ (@MACHINE@), found $(uname -m)"
  [ -e @LOADER@ ] || refuse "expected glibc 2.@GLIBC@ or newer, found another C library: @LOADER@ is missing"
  glibc=$(@LOADER@ --version 2>/dev/null)
  glibc=${glibc#*version 2.}
  glibc=${glibc%%[!0-9]*}
  [ "${glibc:-0}" -ge @GLIBC@ ] || refuse "expected glibc 2.@GLIBC@ or newer, found ${glibc:+2.}${glibc:-one older than 2.33}"
}

unpack() {
  (umask 077 && mkdir -p "$1") 2>/dev/null || unfit "$1: cannot be made" || return
  if ! [ -O "$1" ] || [ -h "$1" ]; then unfit "$1: belongs to somebody else, or is a link" || return; fi
  case $(ls -ld "$1") in
    d????-??-*) ;;
    *) unfit "$1: others may write to it; expected mode 0700" || return ;;
  esac
  here=$1/$digest
  said=$(unpack_once "$1" 2>&1 9>"$1/.lock") || unfit "$1: $said" || return
  if [ "$said" = unpacked ]; then warm; fi
  return 0
}

unpack_once() {
  # Fifty starts at once would need fifty times the room. Without flock(1) they do, and the quickest wins.
  flock 9 2>/dev/null
  ! [ -d "$here" ] || return 0
  # What was killed while it unpacked.
  for old in "$1"/.new.*; do
    pid=${old#"$1"/.new.}
    if [ -d "$old" ] && ! [ -d "/proc/${pid%%.*}" ]; then rm -rf "$old"; fi
  done
  new=$(mktemp -d "$1/.new.$$.XXXXXX") || return
  trap 'rm -rf "$new"; exit 1' HUP INT TERM
  if unpack_new; then
    # Onto a directory that is there this fails, or moves into it.
    mv "$new" "$here" 2>/dev/null
    lost=$here/${new##*/}
    if ! [ -d "$new" ] && ! [ -d "$lost" ]; then
      echo unpacked
      return 0
    fi
    rm -rf "$lost"
    [ ! -d "$here" ] || { rm -rf "$new"; return 0; }
    echo "could not rename $new"
  fi
  rm -rf "$new"
  return 1
}

unpack_new() {
  { printf '#!/bin/sh\n' >"$new/.try" && chmod 700 "$new/.try"; } || return
  "$new/.try" 2>/dev/null || { echo 'nothing can be executed there: mounted noexec?'; return 1; }
  {
    while IFS= read -r line && [ "$line" != '#---' ]; do :; done
    gzip -dc && : >"$new/.whole"
  } <"$self" | tar -xof - -C "$new" || return
  [ -e "$new/.whole" ] || { echo 'this file is damaged'; return 1; }
  rm "$new/.try" "$new/.whole"
}

# One run of a signed payload that comes along, during which the JVM notes what it had to find out. All works without it, slower.
warm() {
  training=$here/.warm.$$
  # Neither what a caller has opened for the runner nor what it says is the training's.
  (
    umask 077
    mkdir "$training" || exit
    CRONIUM_AOT_OUTPUT=$training/cache
    set -- run "$here/training/payload.tar.gz" "--trust=$here/training/trust" "--state=$training/state" \
      --format=raw --summary "--result=$training/result.json"
    set -- "$@" then "$@" --sandbox=filesystem=private --best-effort=filesystem,network,system-calls
    . "$here/lib/start.sh"
  ) </dev/null >/dev/null 2>&1 3>&- 4>&- && [ -s "$training/cache" ] && mv -f "$training/cache" "$here/lib/cronium-runner.aot"
  warmed=$?
  rm -rf "$training"
  return $warmed
}

self=$0
# This text needs the host's tools also where the caller's PATH, which is the script's, does not have them.
path_is_set=${PATH+yes}
callers_path=${PATH-}
PATH=${PATH:+$PATH:}/usr/bin:/bin
if ! at_places is_unpacked; then
  check_host
  [ -r "$self" ] || refuse "cannot read its own file $self"
  why=
  at_places unpack || refuse "found no place to unpack into:$why
set CRONIUM_RUNNER_CACHE to a directory of yours with 100 MB of room, from which programs can be executed"
fi
if [ "${1-}" = warm ]; then
  [ -s "$here/lib/cronium-runner.aot" ] || warm || refuse "the training run failed; everything works without it, slower"
  exit 0
fi
PATH=$callers_path
[ -n "$path_is_set" ] || unset PATH
. "$here/lib/start.sh"
#---
