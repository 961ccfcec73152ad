"""Scripts on hosts over SSH: one warm job, many to one host, one on all hosts, and the memory of both ends, beside what others take for it."""
import concurrent.futures
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import hosts
import needs
import rivals
from measure import say, table, take_turns
from remote_plane import RemotePlane, Store, jcmd, parts
from serve import at, memory, over, p50_and_p99, rollup
from signals import cleared_up

RECORD = Path(__file__).parent / "recorded.json"
TOLERANCE = 1.5
SESSIONS = 200
JOBS = 200
FIRST = 100
BEFORE = 1000
CLIENTS = 10
CONNECTING = 4
WAITING = 100


def run(bench):
    if os.geteuid() != 0:
        sys.exit("remote: hosts are network namespaces, which only root can make")
    if shutil.which(jcmd()) is None:
        sys.exit("remote: expected jcmd in JAVA_HOME/bin or on PATH, found none")
    needs.install({**hosts.TOOLS, **rivals.TOOLS})
    place = bench.place / "remote"
    place.mkdir()
    with cleared_up() as made:
        say("remote: building a runner ...")
        store = Store(bench, place / "built")
        say("remote: making hosts ...")
        network = made.enter_context(hosts.Network(place, bench.hosts))
        ssh = made.enter_context(rivals.OpenSsh(place, network))
        plane = made.enter_context(RemotePlane(bench, place / "plane", network))
        measured = Measured(bench, network, ssh, plane, store)
        measured.all()
    aims(bench, measured.found)


class Measured:
    """What was measured, a table each; found has the ratios that are aimed at."""

    def __init__(self, bench, network, ssh, plane, store):
        self.found = {}
        self._bench = bench
        self._network = network
        self._ssh = ssh
        self._plane = plane
        self._jobs = max(CLIENTS, bench.jobs or (JOBS // 4 if bench.quick else JOBS))
        self._script = ssh.place / "true.sh"
        self._script.write_text("true\n")
        plane.register(store)
        plane.add_hosts(SESSIONS // 10 if bench.quick else SESSIONS)
        for event, script in (("true", "true\n"), ("true-at-once", "true\n"), ("waiting", "exec sleep 1000\n")):
            plane.save(event, script)

    def all(self):
        load = os.getloadavg()[0]
        heap = self._connected()
        say("remote: one job after the other ...")
        self._warm()
        say("remote: many jobs on one host ...")
        self._at_once()
        say("remote: memory ...")
        self._memory(heap)
        self._on_all("hosts", len(self._network.hosts), self._bench.rounds(3), 1)
        # All of it is warm by now, and Ansible takes minutes.
        self._on_all("sessions", SESSIONS // 10 if self._bench.quick else SESSIONS, 1, 0)
        print(f"Load of the machine, mean of a minute: {load:.1f} before, {os.getloadavg()[0]:.1f} after.\n")

    def _connected(self):
        """The heap with no host, with one, and with all of them."""
        count = len(self._network.hosts)
        heap = [self._plane.heap()]
        self._plane.check(1)
        heap.append(self._plane.heap())
        say(f"remote: bringing the runner to {count} hosts ...")
        with concurrent.futures.ThreadPoolExecutor(CONNECTING) as pool:
            list(pool.map(self._plane.check, range(2, count + 1)))
        heap.append(self._plane.heap())
        return heap

    def _warm(self):
        self._plane.connect()
        command = self._ssh.command(self._network.hosts[0].address)
        rounds = self._bench.rounds(5)
        first = [self._plane.run("true")[0] * 1e3 for _ in range(FIRST)]
        # By then the JIT of both ends has made most of what it makes; the runner's own benchmark does as many.
        for _ in range(0 if self._bench.quick else BEFORE):
            self._plane.run("true")
        bare, shared, ours, ways = [], [], [], []
        for number in range(rounds + 1):
            for _ in range(max(1, self._jobs // rounds)):
                alone = rivals.spawned(["/bin/bash", "-c", "true"], "/dev/null")
                told = rivals.spawned(command, self._script)
                seconds, execution = self._plane.run("true")
                if number > 0:
                    bare.append(alone * 1e3)
                    shared.append(told * 1e3)
                    ours.append(seconds * 1e3)
                    ways.append(parts(execution))
        median = at(0.5, bare)
        table(
            "Remote, warm: one script of `true` after the other, on one host",
            ["", "ms, p50 / p99", "p50 over the bare script, ms", "ratio to ControlMaster"],
            [
                [name, p50_and_p99(waits), over(waits, median)[0], f"{at(0.5, waits) / at(0.5, shared):.2f}"]
                for name, waits in (
                    ("`bash -c true`, on this machine", bare),
                    ("`ssh HOST bash -s`, ControlMaster", shared),
                    ("Cronium, request to end by its API", ours),
                    (f"the same, the first {FIRST} of a server that was started just now", first),
                )
            ],
        )
        table(
            "The way of such a job through Cronium",
            ["", "ms, p50 / p99"],
            [[name, p50_and_p99([way[name] for way in ways])] for name in ways[0]],
        )
        self.found["p50 over the bare script, ms"] = at(0.5, ours) - median
        self.found["a job to ControlMaster"] = at(0.5, ours) / at(0.5, shared)

    def _at_once(self):
        command = self._ssh.command(self._network.hosts[0].address)
        contenders = {
            "`bash -c true`, on this machine": lambda: rivals.jobs_a_second(
                ["/bin/bash", "-c", "true"], "/dev/null", self._jobs, CLIENTS
            ),
            "`ssh HOST bash -s`, ControlMaster": lambda: rivals.jobs_a_second(command, self._script, self._jobs, CLIENTS),
            "Cronium": self._posted,
        }
        rates = {name: one.median for name, one in take_turns(self._bench.rounds(3), contenders).items()}
        shared = rates["`ssh HOST bash -s`, ControlMaster"]
        table(
            f"Remote: {self._jobs} jobs on one host, from {CLIENTS} clients",
            ["", "jobs/s", "ratio to ControlMaster"],
            [[name, f"{rate:.0f}", f"{rate / shared:.2f}"] for name, rate in rates.items()],
        )
        self.found["jobs/s on one host"] = rates["Cronium"]
        self.found["ControlMaster's jobs/s to Cronium's"] = shared / rates["Cronium"]

    def _posted(self):
        """Jobs a second, from the first request until none is left; no client waits for its jobs."""
        threads = [
            threading.Thread(target=post, args=(self._plane.server.client(), self._jobs // CLIENTS)) for _ in range(CLIENTS)
        ]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._plane.connect()
        self._plane.await_number(lambda: self._plane.left("true-at-once"), 0)
        return self._jobs // CLIENTS * CLIENTS / (time.perf_counter() - begin)

    def _on_all(self, group, count, rounds, before):
        say(f"remote: on {count} {group} ...")
        targets = rivals.Targets(self._bench, self._ssh, count, self._script)
        plane = self._plane
        contenders = {
            "Cronium, request to end by its API": lambda: plane.run_on_all("true", group, count, rivals.AT_ONCE),
            "`cronium event run --group --wait`": lambda: plane.cronium(
                "event", "run", "true", f"--group={group}", f"--concurrency={rivals.AT_ONCE}", "--wait"
            ),
            "`ansible -m script`, connections open": targets.ansible,
            "`parallel-ssh -I 'bash -s'`, connections open": targets.parallel_ssh,
            "`parallel-ssh -I 'bash -s'`, connecting": targets.parallel_ssh_alone,
        }
        series = take_turns(rounds, contenders, before)
        ours = series["Cronium, request to end by its API"].median
        ansible = series["`ansible -m script`, connections open"].median
        table(
            f"Remote: a script of `true` {count} times on {len(self._network.hosts)} hosts, {rivals.AT_ONCE} at once",
            ["", "ms, median (range)", "jobs/s", "ratio to Cronium", "times as fast as Ansible"],
            [
                [one.name, one.milliseconds(), f"{count / one.median:.0f}", f"{one.median / ours:.2f}", f"{ansible / one.median:.1f}"]
                for one in series.values()
            ],
        )
        self.found[f"times as fast as Ansible, {group}"] = ansible / ours
        self.found[f"Cronium to Ansible, {group}"] = ours / ansible

    def _memory(self, heap):
        count = len(self._network.hosts)
        heap.append(self._plane.heap())
        idle = self._runner()
        parts_of, busy = self._waiting()
        rows = [
            ["heap of the server, no host", f"{heap[0] / 1e6:.2f}"],
            ["one host connected", f"{heap[1] / 1e6:.2f}"],
            [f"{count} hosts connected", f"{heap[2] / 1e6:.2f}"],
            [f"{count} hosts connected, after these jobs", f"{heap[3] / 1e6:.2f}"],
        ]
        if count > 1:
            more = (heap[2] - heap[1]) / (count - 1) / 1e6
            rows.append(["for each host more than one", f"{more:.3f}"])
            self.found["MB of heap for an idle host"] = more
        on_host = sum(size for size, _ in parts_of.values()) / 1e6
        rows.append(["on a host after these jobs, with none: the runner, proportional (of it anonymous)", f"{idle[0]:.1f} ({idle[1]:.1f})"])
        rows += [
            [f"on a host with {WAITING} jobs at once: {number} of {name}", f"{size / 1e6:.1f}"]
            for name, (size, number) in parts_of.items()
        ]
        rows += [
            ["all of them on the host, without the scripts", f"{on_host:.1f}"],
            ["of it anonymous memory of the runner", f"{busy[1]:.1f}"],
        ]
        self.found["MB on a host with 100 jobs at once"] = on_host
        table("Remote: memory", ["", "MB"], rows)

    def _runner(self):
        """(proportional, of it anonymous) MB of the first host's runner; the rest are pages of its files."""
        pid = next(pid for pid in self._network.hosts[0].processes() if command(pid) == "java")
        sizes = rollup(pid)
        return sizes["Pss:"] / 1e6, sizes["Pss_Anon:"] / 1e6

    def _waiting(self):
        """({what: (proportional bytes, processes)}, the runner) of the first host while jobs wait there, without the scripts."""
        plane = self._plane
        plane.connect()
        for _ in range(WAITING):
            plane.client.ask("POST", "/events/waiting/executions", {"target": "host-1"})
        plane.await_number(lambda: len(plane.of("waiting", "running")), WAITING)
        host = self._network.hosts[0]
        plane.await_number(lambda: len([pid for pid in host.processes() if command(pid) == "sleep"]), WAITING)
        time.sleep(1)
        found = {}
        for pid in host.processes():
            program = command(pid)
            if program in ("", "sleep"):
                continue
            name = {"java": "the runner", "sshd": "sshd"}.get(program, f"its helpers `{program}`")
            size, number = found.get(name, (0, 0))
            found[name] = (size + memory(pid)[0], number + 1)
        busy = self._runner()
        for execution in plane.of("waiting", "running"):
            plane.client.ask("POST", f"/executions/{execution['id']}/cancel")
        plane.await_number(lambda: plane.left("waiting"), 0)
        return found, busy


def post(client, jobs):
    for _ in range(jobs):
        client.ask("POST", "/events/true-at-once/executions", {"target": "host-1"})


def command(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def aims(bench, found):
    aimed = [
        ("p50 over the bare script, ms", "at most", 5),
        ("a job to ControlMaster", "at most", 1),
        ("jobs/s on one host", "at least", 500),
        ("times as fast as Ansible, hosts", "at least", 10),
        ("times as fast as Ansible, sessions", "at least", 10),
        ("MB of heap for an idle host", "at most", 1),
        ("MB on a host with 100 jobs at once", "at most", 64),
    ]
    rows = []
    for name, side, limit in aimed:
        if name in found:
            holds = found[name] <= limit if side == "at most" else found[name] >= limit
            rows.append([name, f"{side} {limit}", f"{found[name]:.2f}", "yes" if holds else "no"])
    table("Remote: what was aimed at", ["", "aim", "found", "reached"], rows)
    if bench.check:
        check(found)


def check(found):
    recorded = json.loads(RECORD.read_text())["remote"]
    worse = [
        f"{name}: expected at most {limit:.3g} as recorded in {RECORD.name}, and {TOLERANCE - 1:.0%} more, found {found[name]:.3g}"
        for name, limit in recorded.items()
        if name in found and found[name] > limit * TOLERANCE
    ]
    if worse:
        sys.exit("remote: " + "; ".join(worse))
    print(f"Checked: {', '.join(recorded)} are as recorded.\n")
