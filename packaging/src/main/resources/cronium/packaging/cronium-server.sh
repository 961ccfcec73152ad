# Tier4: the second compiler comes in twenty times later than usual. Most of what a server does waits for a disk or a host, and what the compiler took for its first
# thousand requests was most of their processor time. Protobuf, below the encryption of secrets, uses what Java warns about. The heap holds 1 GB of output passing through; a setting of many thousands of events may want more.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms32m "-Xmx${CRONIUM_SERVER_HEAP:-128m}" -XX:-UsePerfData \
  -XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000 -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000 \
  -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -Dcronium.image="$here" -Dorg.sqlite.lib.path="$here/lib" \
  -cp "@CLASS_PATH@" cronium.server.Main "$@"
