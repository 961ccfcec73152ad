# Ends only when it is told to; the timeout of the manifest does that.
echo "waiting"
exec sleep infinity
