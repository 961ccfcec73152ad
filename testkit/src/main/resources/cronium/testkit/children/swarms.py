# Many processes, each in a session of its own, deaf to what can be ignored, holding the output open.
# argv[1]: how many.
import os
import signal
import sys
import time

for ignored in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    signal.signal(ignored, signal.SIG_IGN)
for _ in range(int(sys.argv[1])):
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
sys.stdout.write("ready\n")
sys.stdout.flush()
time.sleep(60)
