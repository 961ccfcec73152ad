# Protobuf, below the encryption of secrets, uses what Java warns about. The heap holds 1 GB of output passing through; a setting of many thousands of events may want more.
# The compilers are nice (CompilerThreadPriority is a nice value of setpriority(2)): requests and the database do not wait for them. For who is not root the JVM warns that priorities
# cannot be raised; none is.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xms32m "-Xmx${CRONIUM_SERVER_HEAP:-128m}" -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:-PrintWarnings -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10 \
  -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -Dcronium.image="$here" -Dorg.sqlite.lib.path="$here/lib" \
  -cp "@CLASS_PATH@" cronium.server.Main "$@"
