# $1: the signal that it sends itself.
echo ready
kill "-$1" "$$"
for _ in {1..60}; do sleep 1; done
