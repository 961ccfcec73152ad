# Leaves a daemon behind: forked twice, a session of its own, no environment, no output, deaf to TERM and HUP.
# $1: where the daemon notes its process id.
(setsid env -i "$BASH" -c '
  trap "" HUP TERM
  echo "$$" > "$1.new"
  /bin/mv "$1.new" "$1"
  for _ in {1..60}; do /bin/sleep 1; done
' daemon "$1" < /dev/null > /dev/null 2>&1 &)
until [ -e "$1" ]; do :; done
echo ready
