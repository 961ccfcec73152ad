# Protobuf, below the encryption of secrets, uses what Java warns about. The heap holds 1 GB of output passing through; a setting of many thousands of events may want more.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms32m "-Xmx${CRONIUM_SERVER_HEAP:-128m}" -XX:-UsePerfData \
  -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -Dcronium.image="$here" -Dorg.sqlite.lib.path="$here/lib" \
  -cp "@CLASS_PATH@" cronium.server.Main "$@"
