# MaxFDLimit: the JVM would raise its soft limit of open files, and the script would inherit that. MemLimit: no compilation
# of the JIT's may take more memory than this; the few that would are not worth it. Training, Tier4: most runs are over before
# what the second compiler makes is of use, so it comes in later than usual, and not because of what an earlier run did.
if [ "${1-}" = serve ]; then
  # It goes on for long, but what it does for a script is little: the second compiler comes in for digests and for loops that go round very often, and
  # not for the rest, which it would take a thousand scripts' time and 20 MB for. It has two threads for each script: with places of their own the C
  # library's allocations would take twice the room, what a compilation needed is given back, and of each stack no more is touched than has to be (on arm64 the JVM takes no less than usual).
  pace='-XX:Tier4InvocationThreshold=100000000 -XX:Tier4MinInvocationThreshold=100000000 -XX:Tier4CompileThreshold=100000000
    -XX:Tier4BackEdgeThreshold=2000000 -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA2::*,0.00001
    -XX:TrimNativeHeapInterval=1000 -Djdk.nio.maxCachedBufferSize=8192'
  case $(uname -m 2>/dev/null) in x86_64) pace="$pace -XX:StackShadowPages=10" ;; esac
  MALLOC_ARENA_MAX=1
  export MALLOC_ARENA_MAX
else
  pace='-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=40000 -XX:Tier4BackEdgeThreshold=100000'
fi
case $cache in
  -XX:AOTCacheOutput=*) main=cronium.runner.Rehearsal ;;
  *) main=cronium.runner.Main ;;
esac
# The exports are for two classes: one makes system calls without the classes that the JVM would make for that at each start, the other checks
# one signature without the table that the JVM would make for many. No handle of a method is
# made anew for itself once it was called often: these are not called often enough.
set -f
exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xms16m -Xmx48m -Xss512k -XX:-UsePerfData -XX:-MaxFDLimit \
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining -XX:CompileCommand=quiet $pace \
  '-XX:CompileCommand=MemLimit,*.*,6m~stop' \
  -Xlog:disable -Xlog:all=off --enable-native-access=ALL-UNNAMED -Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1 \
  --add-exports=java.base/jdk.internal.access=ALL-UNNAMED --add-exports=java.base/jdk.internal.foreign=ALL-UNNAMED \
  --add-exports=java.base/jdk.internal.foreign.abi=ALL-UNNAMED --add-exports=java.base/jdk.internal.foreign.abi.x64=ALL-UNNAMED \
  --add-exports=java.base/sun.security.ec=ALL-UNNAMED --add-exports=java.base/sun.security.util.math=ALL-UNNAMED \
  --add-exports=java.base/sun.security.util.math.intpoly=ALL-UNNAMED \
  -cp "@CLASS_PATH@" "$main" "$@"
