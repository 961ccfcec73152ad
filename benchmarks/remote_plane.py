"""A control plane that reaches hosts over SSH, as a program asks it: by its API."""
import datetime
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from control_plane import Server
from measure import timed

SECONDS_TO_END = 300
HEAP = re.compile(r"^\s*(?:DefNew|Tenured|def new generation|tenured generation)\s+total \d+K, used (\d+)K", re.MULTILINE)


class RemotePlane:
    """A server with a runner for hosts. Host 1 of a network is called host-1, and so on; leaving it ends the server."""

    def __init__(self, bench, place, network):
        place.mkdir()
        self._bench = bench
        self._network = network
        configuration = place / "ssh-config"
        configuration.write_text(f"Host *\n  User root\n  IdentityFile {network.user_key}\n")
        self.environment = {**bench.environment, "HOME": str(place)}
        self.server = Server(bench, place, ["--ssh-config", configuration])
        self.connect()

    def connect(self):
        """Anew: the server closes connections on which nothing was asked for a while."""
        self.client = self.server.client()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    def register(self, store):
        self.cronium("runner", "register", f"--store={store.root}", f"--trust={store.trust}", os.readlink(store.root / "latest"))

    def cronium(self, *words):
        """Seconds of a command of the operator's, as a whole process."""
        return timed([self._bench.programs / "cronium", *words], env=self.environment, stdout=subprocess.DEVNULL)

    def add_hosts(self, sessions):
        """Each host once in the group hosts; and so many names in the group sessions, spread over the addresses."""
        addresses = [host.address for host in self._network.hosts]
        for number, address in enumerate(addresses, 1):
            self.client.ask("PUT", f"/hosts/host-{number}", {"address": address, "groups": ["hosts"]})
        for number in range(sessions):
            address = addresses[number % len(addresses)]
            self.client.ask("PUT", f"/hosts/session-{number + 1}", {"address": address, "groups": ["sessions"]})

    def check(self, number):
        """Takes the host's key, installs the runner, and has it trust the server. Thread-safe."""
        self.server.client().ask("POST", f"/hosts/host-{number}/check", {"acceptNewKey": True, "installTrust": True})

    def save(self, event, script):
        self.client.ask("PUT", f"/events/{event}", {
            "interpreter": "bash", "entrypoint": "main.sh", "files": [{"path": "main.sh", "text": script}],
        })

    def run(self, event):
        """(seconds from the request to its end as the stream of events tells it, the execution) on host-1."""
        begin = time.perf_counter()
        started = self.client.ask("POST", f"/events/{event}/executions", {"target": "host-1"})
        execution = self.client.end(started["id"])
        seconds = time.perf_counter() - begin
        require_success(execution)
        return seconds, execution

    def run_on_all(self, event, group, count, concurrency):
        """Seconds from the request for a rollout until it is seen to be over; it is looked at each 5 ms."""
        self.connect()
        begin = time.perf_counter()
        order = {"event": event, "targets": [f"group:{group}"], "concurrency": concurrency}
        started = self.client.ask("POST", "/rollouts", order)
        deadline = begin + SECONDS_TO_END
        while "endedAt" not in (rollout := self.client.ask("GET", f"/rollouts/{started['id']}")):
            if time.perf_counter() > deadline:
                raise RuntimeError(f"expected a rollout that ends, found {rollout}")
            time.sleep(0.005)
        seconds = time.perf_counter() - begin
        if rollout["counts"]["succeeded"] != count:
            raise RuntimeError(f"expected {count} that succeeded, found {rollout['counts']}")
        return seconds

    def left(self, event):
        """How many executions of it are not over, at most 200 of each state."""
        return sum(len(self.of(event, state)) for state in ("queued", "running"))

    def of(self, event, state):
        return self.client.ask("GET", f"/executions?event={event}&state={state}&limit=200")["items"]

    def await_number(self, what, number, wait=0.01):
        """Until a number is the expected one."""
        deadline = time.monotonic() + SECONDS_TO_END
        while (found := what()) != number:
            if time.monotonic() > deadline:
                raise RuntimeError(f"expected {number}, found {found}")
            time.sleep(wait)

    def heap(self):
        """Bytes of the server's heap that are in use after a collection."""
        pid = str(self.server.process.pid)
        for _ in range(2):
            subprocess.run([jcmd(), pid, "GC.run"], check=True, stdout=subprocess.DEVNULL)
        said = subprocess.run([jcmd(), pid, "GC.heap_info"], check=True, stdout=subprocess.PIPE, text=True).stdout
        used = [int(kilobytes) * 1024 for kilobytes in HEAP.findall(said)]
        if len(used) != 2:
            raise RuntimeError(f"expected a young and an old generation, found {said}")
        return sum(used)


class Store:
    """A store of runners with one version for this machine's platform, signed by a key of its own."""

    def __init__(self, bench, place):
        place.mkdir()
        command = bench.programs.parents[3] / "cronium"
        key = place / "builder"
        self.root = place / "store"
        self.trust = place / "trust"
        bench.quietly([command, "key", "generate", key, "--no-passphrase"])
        bench.quietly([command, "build-runner", "--store", self.root, "--key", f"{key}.pem"])
        self.trust.mkdir()
        shutil.copy(f"{key}.pub", self.trust / "builder.pub")


def require_success(execution):
    if execution["ending"].get("exitCode") != 0:
        raise RuntimeError(f"expected an exit with 0, found {execution['ending']['sentence']}")


def jcmd():
    beside = Path(os.environ.get("JAVA_HOME", "/nowhere"), "bin/jcmd")
    return str(beside) if beside.exists() else "jcmd"


def parts(execution):
    """Milliseconds of the way of an execution, by the clocks of server and host."""
    at = {name: datetime.datetime.fromisoformat(execution[name]) for name in ("queuedAt", "claimedAt", "startedAt", "endedAt")}
    result = execution["ending"]["result"]
    return {
        "queued to claimed, by the server": between(at["queuedAt"], at["claimedAt"]),
        "claimed by the server to claimed by the host": between(at["claimedAt"], at["startedAt"]),
        "claimed by the host to settled by the server": between(at["startedAt"], at["endedAt"]),
        "all stages of the runner, by itself": sum(result["stageMicros"].values()) / 1e3,
        **{f"of that {stage}": micros / 1e3 for stage, micros in result["stageMicros"].items()},
        "of run the script's own process": result["usage"]["wallMicros"] / 1e3,
    }


def between(begin, end):
    return (end - begin).total_seconds() * 1e3
