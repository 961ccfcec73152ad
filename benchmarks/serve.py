"""`cronium-runner serve`: what a warm job costs over its bare script, how many there are in a second, and what a hundred at once take."""
import hashlib
import itertools
import os
import select
import struct
import subprocess
import time
from collections import deque

from measure import table

MARKER = b"\0CRONIUM"
ALL_OUTPUT = (1 << 63) - 1
ACCEPTED, STARTED, OUTPUT, ENDED, DONE, REFUSED, HELLO = 0x45, 0x47, 0x48, 0x49, 0x42, 0x43, 0x41
AT_ONCE = 100


def u32(number):
    return struct.pack(">I", number)


def u64(number):
    return struct.pack(">Q", number)


def field(content):
    return u32(len(content)) + content


class Connection:
    """A client of the protocol in docs/protocol.md, over pipes."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
        )
        self.heard = b""
        self.frames = deque()
        self.ids = (f"job-{number}" for number in itertools.count())
        self.requests = itertools.count(1)
        hello = struct.pack(">HH", 1, 0) + field(b"benchmark") + u32(0)
        self.process.stdin.write(MARKER + self.frame(0x01, hello))
        while MARKER not in self.heard:
            self.read()
        self.heard = self.heard.split(MARKER, 1)[1]
        self.next(HELLO)

    @staticmethod
    def frame(kind, body):
        return u32(len(body) + 1) + bytes([kind]) + body

    def read(self):
        piece = os.read(self.process.stdout.fileno(), 1 << 16)
        if not piece:
            raise RuntimeError("the runner has closed the connection")
        self.heard += piece

    def next(self, *kinds):
        """The next frame of one of the kinds, as (kind, body); others are passed over, but for refusals."""
        while True:
            while len(self.heard) < 4 or len(self.heard) < 4 + struct.unpack(">I", self.heard[:4])[0]:
                self.read()
            end = 4 + struct.unpack(">I", self.heard[:4])[0]
            kind, body = self.heard[4], self.heard[5:end]
            self.heard = self.heard[end:]
            if kind == REFUSED:
                raise RuntimeError(f"refused: {body[8:]!r}")
            if kind in kinds:
                return kind, body

    def submit(self, payload):
        """Sends a job without its content, unless it is the first of its payload; returns its id."""
        name = next(self.ids)
        content = b"" if payload.known else payload.content
        payload.known = True
        proof = u32(1) + field(b".sig") + field(payload.signature)
        body = u64(next(self.requests)) + field(name.encode()) + payload.digest + field(content) + proof
        self.process.stdin.write(self.frame(0x06, body + u32(0) + field(b"") + u64(ALL_OUTPUT)))
        return name

    def acknowledge(self, name):
        self.process.stdin.write(self.frame(0x0B, u64(next(self.requests)) + field(name)))

    def cancel(self, name):
        self.process.stdin.write(self.frame(0x0A, u64(next(self.requests)) + field(name.encode()) + u64(0)))

    def close(self):
        self.process.stdin.close()
        while self.process.stdout.read(1 << 16):
            pass
        self.process.stdout.close()
        if self.process.wait() != 0:
            raise RuntimeError(f"the runner ended with {self.process.returncode}")


class Payload:
    def __init__(self, path):
        self.content = path.read_bytes()
        self.signature = path.with_name(path.name + ".sig").read_bytes()
        self.digest = hashlib.sha256(self.content).digest()
        self.known = False


def name_in(body):
    return body[4 : 4 + struct.unpack(">I", body[:4])[0]]


def one_by_one(connection, payload, jobs):
    """Milliseconds from submitting to (started, ended), one job after the other."""
    waits = []
    for _ in range(jobs):
        begin = time.perf_counter()
        connection.submit(payload)
        connection.next(STARTED)
        started = time.perf_counter()
        _, body = connection.next(ENDED)
        waits.append(((started - begin) * 1e3, (time.perf_counter() - begin) * 1e3))
        connection.acknowledge(name_in(body))
        connection.next(DONE)
    return waits


def many(connection, payload, jobs, at_once):
    """Seconds for so many jobs, of which some are under way at any time; each is acknowledged."""
    begin = time.perf_counter()
    sent = min(at_once, jobs)
    for _ in range(sent):
        connection.submit(payload)
    for _ in range(jobs):
        _, body = connection.next(ENDED)
        if b'"exited"' not in body:
            raise RuntimeError(f"expected a job that exited, found {body!r}")
        connection.acknowledge(name_in(body))
        if sent < jobs:
            connection.submit(payload)
            sent += 1
    return time.perf_counter() - begin


def bare(command, jobs, at_once, environment):
    """(milliseconds of each, seconds of all) of a program that is started again and again by this one."""
    begin = time.perf_counter()
    started = {}
    waits = []
    left = jobs
    while left or started:
        while left and len(started) < at_once:
            now = time.perf_counter()
            started[os.posix_spawn(command[0], command, environment)] = now
            left -= 1
        pid, _ = os.wait()
        waits.append((time.perf_counter() - started.pop(pid)) * 1e3)
    return waits, time.perf_counter() - begin


class Shell:
    """One `sh -s` that is told what to run, as `ssh HOST sh -s` would be: no verification, containment, journal or result."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            ["sh", "-s"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
        )

    def run(self, script):
        self.process.stdin.write(f"bash {script} </dev/null; echo $?\n".encode())
        select.select([self.process.stdout], [], [])
        os.read(self.process.stdout.fileno(), 100)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def at(part, waits):
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * part))]


def p50_and_p99(waits):
    return f"{at(0.5, waits):.1f} / {at(0.99, waits):.1f}"


def memory(pid):
    """(proportional, private) resident bytes."""
    sizes = rollup(pid)
    return sizes["Pss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"]


def rollup(pid):
    """Resident bytes by kind, proc_pid_smaps(5)."""
    sizes = {}
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        for line in rollup:
            words = line.split()
            if len(words) == 3 and words[2] == "kB":
                sizes[words[0]] = int(words[1]) * 1024
    return sizes


def processor_seconds(pid):
    """(its own, that of the children it has waited for), proc_pid_stat(5)."""
    with open(f"/proc/{pid}/stat") as stat:
        words = stat.read().rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(words[11]) + int(words[12])) / ticks, (int(words[13]) + int(words[14])) / ticks


def others(pid):
    """Processes below that one."""
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as children:
            for child in map(int, children.read().split()):
                found += [child, *others(child)]
    return found


def run(bench):
    payload = Payload(bench.payload("true", "true\n"))
    script = bench.place / "true/script.sh"
    jobs = 200 if bench.quick else 2000
    each = jobs // 10
    environment = {"PATH": os.environ["PATH"]}
    connection = Connection(
        [bench.programs / "cronium-runner", "serve", f"--trust={bench.trust}", f"--state={bench.place / 'serve'}"],
        bench.environment,
    )
    shell = Shell(environment)
    many(connection, payload, jobs, 8)
    waits, alone, told, rates, bare_rates = [], [], [], [], []
    spent = [0.0, 0.0]
    for _ in range(bench.rounds(5)):
        alone += bare(["/bin/bash", str(script)], each, 1, environment)[0]
        for _ in range(each):
            begin = time.perf_counter()
            shell.run(script)
            told.append((time.perf_counter() - begin) * 1e3)
        waits += one_by_one(connection, payload, each)
        bare_rates.append(each / bare(["/bin/bash", str(script)], each, 8, environment)[1])
        before = processor_seconds(connection.process.pid)
        rates.append(each / many(connection, payload, each, 8))
        after = processor_seconds(connection.process.pid)
        spent = [spent[i] + after[i] - before[i] for i in (0, 1)]
    shell.close()
    started, ended = ([wait[i] for wait in waits] for i in (0, 1))
    median = at(0.5, alone)
    table(
        "Serving, warm: one script of `true` after the other",
        ["", "ms, p50 / p99", "p50 over the bare script, ms", "ratio"],
        [
            ["`bash script.sh`", p50_and_p99(alone), "", "1.00"],
            ["the same, told to one `sh -s`", p50_and_p99(told), *over(told, median)],
            ["`cronium-runner serve`, submitted to started", p50_and_p99(started), "", ""],
            ["`cronium-runner serve`, submitted to ended", p50_and_p99(ended), *over(ended, median)],
        ],
    )
    rate, bare_rate = sorted(rates)[len(rates) // 2], sorted(bare_rates)[len(bare_rates) // 2]
    table(
        "Serving, warm: jobs a second, eight at once",
        ["", "jobs/s", "ratio"],
        [
            ["`bash script.sh`", f"{bare_rate:.0f}", "1.00"],
            ["`cronium-runner serve`, each acknowledged", f"{rate:.0f}", f"{rate / bare_rate:.2f}"],
        ],
    )
    total = len(rates) * each / 1e3
    print(f"Processor time of a job: {spent[0] / total:.1f} ms of the runner, {spent[1] / total:.1f} ms of its children.\n")
    at_once(bench, connection)
    connection.close()


def over(waits, median):
    return f"{at(0.5, waits) - median:.1f}", f"{at(0.5, waits) / median:.2f}"


def at_once(bench, connection):
    waiting = Payload(bench.payload("waiting", "exec sleep 1000\n"))
    names = [connection.submit(waiting) for _ in range(AT_ONCE)]
    for _ in names:
        connection.next(STARTED)
    time.sleep(1)
    runner = connection.process.pid
    proportional, private = memory(runner)
    below = [(pid, open(f"/proc/{pid}/comm").read().strip()) for pid in others(runner)]
    helpers = sum(memory(pid)[0] for pid, command in below if command != "sleep")
    for name in names:
        connection.cancel(name)
    for _ in names:
        connection.next(ENDED)
    table(
        f"Serving {AT_ONCE} jobs at once",
        ["", "MB"],
        [
            ["the runner, proportional set size", f"{proportional / 1e6:.0f}"],
            ["of it private", f"{private / 1e6:.0f}"],
            [f"its {sum(command != 'sleep' for _, command in below)} helper processes", f"{helpers / 1e6:.0f}"],
        ],
    )
