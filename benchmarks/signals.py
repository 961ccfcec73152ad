"""Benchmarks that make things outside of their process, and remove them however they end, but for SIGKILL."""
import contextlib
import signal
import sys

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def cleared_up():
    """An ExitStack, left also at SIGINT, SIGTERM and SIGHUP; what comes a second time does not disturb it."""
    before = {number: signal.getsignal(number) for number in ENDS}
    for number in ENDS:
        if before[number] != signal.SIG_IGN:
            signal.signal(number, leave)
    stack = contextlib.ExitStack()
    try:
        yield stack
    finally:
        ignore()
        try:
            stack.close()
        finally:
            for number in ENDS:
                signal.signal(number, before[number])


def leave(number, _):
    ignore()
    sys.exit(128 + number)


def ignore():
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)
