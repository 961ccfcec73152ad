# Its output goes through a process that is still at it when the script has ended; as in `exec > >(tee log)`.
exec > >(sleep 0.2; cat)
echo ready
echo 'last words'
