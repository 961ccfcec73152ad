# MaxFDLimit: the JVM would raise its soft limit of open files, and the script would inherit that. MemLimit: no compilation
# of the JIT's may take more memory than this; the few that would are not worth it. Training, Tier4: most runs are over before
# what the second compiler makes is of use, so it comes in later than usual, and not because of what an earlier run did.
if [ "${1-}" = serve ]; then
  # It goes on for long, so the second compiler comes in as usual. It has two threads for each script: with places of their own the C library's
  # allocations would take twice the room, and what a compilation needed is given back.
  pace=-XX:TrimNativeHeapInterval=1000
  MALLOC_ARENA_MAX=1
  export MALLOC_ARENA_MAX
else
  pace='-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=40000 -XX:Tier4BackEdgeThreshold=100000'
fi
case $cache in
  -XX:AOTCacheOutput=*) main=cronium.runner.Rehearsal ;;
  *) main=cronium.runner.Main ;;
esac
# The exports are for one class, which makes system calls without the classes that the JVM would make for that at each start. No handle of a method is
# made anew for itself once it was called often: these are not called often enough.
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms16m -Xmx48m -Xss512k -XX:-UsePerfData -XX:-MaxFDLimit \
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining $pace \
  -XX:CompileCommand=quiet '-XX:CompileCommand=MemLimit,*.*,6m~stop' \
  -Xlog:disable -Xlog:all=off --enable-native-access=ALL-UNNAMED -Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1 \
  --add-exports=java.base/jdk.internal.access=ALL-UNNAMED --add-exports=java.base/jdk.internal.foreign=ALL-UNNAMED \
  --add-exports=java.base/jdk.internal.foreign.abi=ALL-UNNAMED --add-exports=java.base/jdk.internal.foreign.abi.x64=ALL-UNNAMED \
  -cp "@CLASS_PATH@" "$main" "$@"
