# MaxFDLimit: the JVM would raise its soft limit of open files, and the script would inherit that. MemLimit: no compilation
# of the JIT's may take more memory than this; the few that would are not worth it. Training, Tier4: most runs are over before
# what the second compiler makes is of use, so it comes in later than usual, and not because of what an earlier run did.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms16m -Xmx48m -Xss512k -XX:-UsePerfData -XX:-MaxFDLimit \
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining -XX:Tier4InvocationThreshold=20000 \
  -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=40000 -XX:Tier4BackEdgeThreshold=100000 \
  -XX:CompileCommand=quiet '-XX:CompileCommand=MemLimit,*.*,6m~stop' \
  -Xlog:disable -Xlog:all=off --enable-native-access=ALL-UNNAMED \
  -cp "@CLASS_PATH@" cronium.runner.Main "$@"
