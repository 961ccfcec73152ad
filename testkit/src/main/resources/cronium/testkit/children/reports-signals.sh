# Says which signals it gets. Goes on at INT and HUP, ends with code 9 at TERM.
trap 'echo HUP' HUP
trap 'echo INT' INT
trap 'echo TERM; exit 9' TERM
echo ready
for _ in {1..600}; do read -r -t 0.1 <> <(:); done
