echo "$GREETING from $CRONIUM_EVENT_ID, version $CRONIUM_EVENT_VERSION"
echo "working in a directory of its own: $(ls)"
