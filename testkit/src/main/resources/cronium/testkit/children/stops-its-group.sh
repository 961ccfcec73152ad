# Stops itself as job control would; when it goes on and gets TERM, it says so and ends with code 5.
trap 'echo TERM; exit 5' TERM
echo ready
kill -STOP "-$$"
for _ in {1..60}; do sleep 1; done
