# MaxFDLimit: the JVM would raise its soft limit of open files, and the script would inherit that. MemLimit: no compilation
# of the JIT's may take more memory than this; the few that would are not worth it.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms16m -Xmx48m -Xss512k -XX:-UsePerfData -XX:-MaxFDLimit \
  -XX:CompileCommand=quiet '-XX:CompileCommand=MemLimit,*.*,6m~stop' \
  -Xlog:disable -Xlog:all=off --enable-native-access=ALL-UNNAMED \
  -cp "@CLASS_PATH@" cronium.runner.Main "$@"
