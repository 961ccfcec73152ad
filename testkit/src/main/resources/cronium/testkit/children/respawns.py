# A process that cannot be pointed at: it forks into a new session and ends, over and over, for at most a minute.
# argv[1]: how many of them at once.
import os
import sys
import time

end = time.monotonic() + 60
for _ in range(int(sys.argv[1])):
    if os.fork() == 0:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for fd in range(3):
            os.dup2(null, fd)
        while time.monotonic() < end:
            if os.fork() > 0:
                os._exit(0)
            os.setsid()
        os._exit(0)
sys.stdout.write("ready\n")
sys.stdout.flush()
time.sleep(60)
