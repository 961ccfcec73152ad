# -MaxFDLimit: the JVM would raise its soft limit of open files, and the script would inherit that.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms16m -Xmx48m -Xss512k -XX:-UsePerfData -XX:-MaxFDLimit \
  -Xlog:disable -Xlog:all=off --enable-native-access=ALL-UNNAMED \
  -cp "@CLASS_PATH@" cronium.runner.Main "$@"
