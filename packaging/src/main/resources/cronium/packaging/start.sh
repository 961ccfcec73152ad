# A descriptor that is closed would be given to the first file that the JVM opens.
[ -e /proc/self/fd/0 ] || exec </dev/null
[ -e /proc/self/fd/1 ] || exec >/dev/null
[ -e /proc/self/fd/2 ] || exec 2>/dev/null
# File names are UTF-8, whatever the caller's locale; scripts get the caller's own.
CRONIUM_CALLER_LC_ALL=${LC_ALL-}
LC_ALL=C.UTF-8
export CRONIUM_CALLER_LC_ALL LC_ALL
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH
cache=-XX:AOTCache=$here/lib/@NAME@.aot
if [ -n "${CRONIUM_AOT_OUTPUT-}" ]; then
  cache=-XX:AOTCacheOutput=$CRONIUM_AOT_OUTPUT
  unset CRONIUM_AOT_OUTPUT
fi

