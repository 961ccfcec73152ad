"""A link between this network namespace and another one on which every packet is late and some are lost: two devices of tun(4), and this between them.

slow_link.py NAMESPACE DEVICE MILLISECONDS LOSS SEED

Each packet is kept so many milliseconds, and lost with the probability LOSS, either way. Prints "ready" when the devices, both called DEVICE, are there;
ends with its input, and the devices with it.
"""
import collections
import ctypes
import fcntl
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
LARGEST = 65536


def device(name):
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return tun


def enter(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def devices(namespace, name):
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open("/run/netns/" + namespace, os.O_RDONLY)
    near = device(name)
    enter(there)
    far = device(name)
    enter(home)
    return near, far


class Way:
    """From one device to the other. All are kept for the same time, so they stay in order."""

    def __init__(self, source, sink, delay, loss, chance):
        self.source = source
        self._sink, self._delay, self._loss, self._chance = sink, delay, loss, chance
        self._kept = collections.deque()

    def take(self, now):
        try:
            packet = os.read(self.source, LARGEST)
        except BlockingIOError:
            return
        if self._chance.random() >= self._loss:
            self._kept.append((now + self._delay, packet))

    def due(self):
        return self._kept[0][0] if self._kept else float("inf")

    def give(self, now):
        while self.due() <= now:
            try:
                os.write(self._sink, self._kept.popleft()[1])
            except OSError:
                pass  # A device that is not up yet takes none: one more that is lost.


def main(namespace, name, milliseconds, loss, seed):
    near, far = devices(namespace, name)
    chance = random.Random(int(seed))
    ways = [Way(source, sink, int(milliseconds) / 1e3, float(loss), chance) for source, sink in ((near, far), (far, near))]
    print("ready", flush=True)
    while True:
        wait = min(way.due() for way in ways) - time.monotonic()
        timeout = None if wait == float("inf") else max(0, wait)
        readable, _, _ = select.select([0, near, far], [], [], timeout)
        if 0 in readable:
            return
        now = time.monotonic()
        for way in ways:
            if way.source in readable:
                way.take(now)
            way.give(now)


main(*sys.argv[1:])
