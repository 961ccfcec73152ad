terminal=false
[ ! -t 2 ] || terminal=true
# How wide and high a table may be; stty(1) says rows and columns of its standard input.
columns=
rows=
if [ -t 1 ]; then
  { columns=$(stty size <&5 2>/dev/null); } 5>&1
  rows=${columns% *}
  columns=${columns#* }
fi

program() {
  exec "$here/runtime/bin/java" "$cache" -XX:+UseSerialGC -Xss512k -XX:-UsePerfData \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining \
    -Xlog:disable -Xlog:all=off -Dcronium.image="$here" "-Dcronium.handover=$handover" \
    -Dcronium.terminal=$terminal "-Dcronium.columns=$columns" "-Dcronium.rows=$rows" \
    -cp "@CLASS_PATH@" cronium.cli.Main "$@"
}

case "${1-} ${2-}" in
  'server '*)
    shift
    if [ -n "$CRONIUM_CALLER_LC_ALL" ]; then LC_ALL=$CRONIUM_CALLER_LC_ALL; else unset LC_ALL; fi
    unset CRONIUM_CALLER_LC_ALL
    exec "$here/bin/cronium-server" "$@"
    ;;
  'run '* | 'payload verify' | 'payload inspect') ;;
  *)
    handover=
    program "$@"
    ;;
esac

# What is to be done is prepared first; then this very process becomes the runner, so that signals, terminal and exit
# code are the runner's own. Descriptors that the caller opened for it, 3 and 4 among them, are as they were after that.
handover=/dev/fd/3
{ command=$(program "$@" 3>&1 >&4 4>&-) || exit; } 4>&1
if [ -n "$CRONIUM_CALLER_LC_ALL" ]; then LC_ALL=$CRONIUM_CALLER_LC_ALL; else unset LC_ALL; fi
unset CRONIUM_CALLER_LC_ALL
eval "$command"
