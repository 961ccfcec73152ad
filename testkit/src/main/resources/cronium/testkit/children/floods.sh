# Prints without end, on both streams. $1: stop after that many bytes of each (optional).
echo ready
if [ -n "${1-}" ]; then
  yes 'all work and no play makes a long line of seventy bytes, as it should ' | head -c "$1" &
  yes 'complaints' | head -c "$1" >&2
  wait
else
  yes 'all work and no play makes a long line of seventy bytes, as it should ' &
  exec yes 'complaints' >&2
fi
