"""Hosts as the tests have them: network namespaces at a bridge, each with an address, a home and an sshd of its own. Only for root."""
import collections
import os
import pwd
import random
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

TOOLS = {"sshd": "openssh-server", "ssh-keygen": "openssh-client", "ip": "iproute2", "unshare": "util-linux", "nsenter": "util-linux"}
# The process that made it, then a random part; a host has its number behind. The tests know the form, too, and remove what is left over.
NAME = re.compile(r"cr([0-9]+)x[0-9a-f]{2}(?:-[0-9]+)?")
HOME = pwd.getpwuid(0).pw_dir


class Network:
    """A bridge with hosts, where root may log in with one key. Leaving it removes all of it but its files, which are in its place."""

    def __init__(self, place: Path, count):
        self.place = place
        self.user_key = place / "user-key"
        self.known_hosts = place / "known-hosts"
        self.hosts = []
        self.name = f"cr{os.getpid()}x{random.randrange(256):02x}"
        self._prefix = f"10.{random.randrange(64, 250)}.{random.randrange(1, 250)}."
        self._count = count

    def __enter__(self):
        remove_leftovers()
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _make(self):
        make_key(self.user_key)
        tool("ip", "link", "add", self.name, "type", "bridge")
        tool("ip", "address", "add", self._prefix + "254/24", "dev", self.name)
        tool("ip", "link", "set", self.name, "up")
        for number in range(1, self._count + 1):
            host = Host(self, number, self._prefix + str(number))
            self.hosts.append(host)
            host.start()
        self.known_hosts.write_text("".join(f"{host.address} {host.public_key()}\n" for host in self.hosts))

    def __exit__(self, *_):
        for host in self.hosts:
            host.close()
        subprocess.run(["ip", "link", "delete", self.name], stderr=subprocess.DEVNULL)


class Host:
    """One host; its address is for all purposes its name."""

    def __init__(self, network, number, address):
        self.address = address
        self.namespace = f"{network.name}-{number}"
        self._network = network
        self._place = network.place / f"host-{number}"
        self._processes = []

    def start(self):
        self._place.mkdir()
        peer = self.namespace.replace("-", "v")
        tool("ip", "netns", "add", self.namespace)
        tool("ip", "link", "add", peer, "type", "veth", "peer", "name", "eth0", "netns", self.namespace)
        tool("ip", "link", "set", peer, "master", self._network.name, "up")
        tool("ip", "-n", self.namespace, "address", "add", self.address + "/24", "dev", "eth0")
        tool("ip", "-n", self.namespace, "link", "set", "eth0", "up")
        tool("ip", "-n", self.namespace, "link", "set", "lo", "up")
        make_key(self._place / "host-key")
        (self._place / "sshd_config").write_text(self._configuration())
        disks = self._mounted()
        # In this order: the host's /run hides the names of network namespaces.
        inside = ["ip", "netns", "exec", self.namespace, "nsenter", "-t", str(disks), "-m", "sh", "-c"]
        self._begin([*inside, f'exec "$(command -v sshd)" -D -e -f {self._place}/sshd_config'], "Server listening on 0.0.0.0")

    def _mounted(self):
        """A process that keeps a mount namespace, in which /run, /var/lib and the home are seen by nobody else."""
        script = (
            "set -e; mount -t tmpfs -o mode=0755 tmpfs /run; mkdir -m 0755 /run/sshd; mount -t tmpfs -o mode=0755 tmpfs /var/lib; "
            'mount -t tmpfs -o mode=0700,size=256m tmpfs "$HOME"; echo mounted; exec cat >/dev/null'
        )
        return self._begin(["unshare", "-m", "--propagation", "slave", "sh", "-c", script], "mounted")

    def _begin(self, command, ready):
        """Starts a process and waits for a line that begins like that; its id. What it says later is dropped."""
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"PATH": os.environ["PATH"], "HOME": HOME},
        )
        self._processes.append(process)
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith(ready):
                threading.Thread(target=collections.deque, args=(process.stdout, 0), daemon=True).start()
                return process.pid
        raise RuntimeError(f"{self.namespace}: expected '{ready}', found {''.join(said)!r}")

    def _configuration(self):
        return "".join(
            line + "\n"
            for line in (
                "Port 22",
                f"HostKey {self._place}/host-key",
                f"AuthorizedKeysFile {self._network.user_key}.pub",
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "UseDNS no",
                "MaxSessions 1000",
                "MaxStartups 1000",
                "Subsystem sftp internal-sftp",
            )
        )

    def public_key(self):
        return " ".join((self._place / "host-key.pub").read_text().split()[:2])

    def processes(self):
        return processes(self.namespace)

    def close(self):
        remove_namespace(self.namespace)
        for process in self._processes:
            process.kill()
            process.wait()


def make_key(path):
    tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path)


def tool(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"expected 0 of {' '.join(map(str, command))}, found {done.returncode}: {done.stdout}")
    return done.stdout


def processes(namespace):
    found = subprocess.run(["ip", "netns", "pids", namespace], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return [int(word) for word in found.stdout.split()]


def remove_namespace(namespace):
    """Its processes first, since a namespace lives as long as one of them; what is being made meanwhile is found by the next look."""
    while living := processes(namespace):
        for pid in living:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.01)
    subprocess.run(["ip", "netns", "delete", namespace], stderr=subprocess.DEVNULL)


def remove_leftovers():
    """Of benchmarks and tests that were killed."""
    for line in tool("ip", "netns", "list").splitlines():
        if is_leftover(line.split()[0]):
            remove_namespace(line.split()[0])
    for line in tool("ip", "-o", "link", "show", "type", "bridge").splitlines():
        name = line.split(":")[1].strip()
        if is_leftover(name):
            subprocess.run(["ip", "link", "delete", name], stderr=subprocess.DEVNULL)


def is_leftover(name):
    ours = NAME.fullmatch(name)
    return ours is not None and not Path("/proc", ours[1]).exists()
