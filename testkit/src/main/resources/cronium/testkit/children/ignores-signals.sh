# Ignores what can be ignored, and so do its children.
trap '' HUP INT TERM
echo ready
for _ in {1..60}; do sleep 1; done
