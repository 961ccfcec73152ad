# Ends at once with code 4, and leaves a process that holds both streams open, deaf to HUP and TERM.
(trap '' HUP TERM; for _ in {1..60}; do sleep 1; done) &
echo ready
exit 4
