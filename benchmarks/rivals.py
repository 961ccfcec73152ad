"""What people run scripts on hosts with today: OpenSSH with a connection that stays open, parallel-ssh, Ansible."""
import concurrent.futures
import os
import subprocess
import time

from measure import timed

TOOLS = {"ssh": "openssh-client", "parallel-ssh": "pssh", "ansible": "ansible-core"}
AT_ONCE = 50
SECONDS_TO_CONNECT = 60


class OpenSsh:
    """ssh with an open connection to each host, as ControlMaster keeps it."""

    def __init__(self, place, network):
        self.addresses = [host.address for host in network.hosts]
        self.place = place / "rivals"
        self.place.mkdir()
        self.alone = self.place / "ssh-config"
        self.alone.write_text(
            f"Host *\n  User root\n  IdentityFile {network.user_key}\n  UserKnownHostsFile {network.known_hosts}\n"
            "  StrictHostKeyChecking yes\n"
        )
        self.shared = self.place / "ssh-config-shared"
        self.shared.write_text(f"{self.alone.read_text()}  ControlPath {self.place}/%h\n")
        self._masters = []

    def __enter__(self):
        try:
            for address in self.addresses:
                self._masters.append(subprocess.Popen(["ssh", "-F", self.shared, "-MN", address], stdin=subprocess.DEVNULL))
            deadline = time.monotonic() + SECONDS_TO_CONNECT
            while not all((self.place / address).exists() for address in self.addresses):
                if time.monotonic() > deadline or any(master.poll() is not None for master in self._masters):
                    raise RuntimeError("expected ssh to connect to all hosts")
                time.sleep(0.01)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for master in self._masters:
            master.terminate()
        for master in self._masters:
            master.wait()

    def command(self, address):
        return ["ssh", "-F", str(self.shared), address, "bash -s"]


def spawned(command, stdin):
    """Seconds of a program that is started with a file as its input, and must succeed."""
    begin = time.perf_counter()
    actions = [(os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        raise RuntimeError(f"expected 0 of {' '.join(command)}, found {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin


def jobs_a_second(command, stdin, jobs, at_once):
    begin = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda _: spawned(command, stdin), range(jobs)))
    return jobs / (time.perf_counter() - begin)


class Targets:
    """So many sessions, spread over the hosts: a script on each of them, by each rival."""

    def __init__(self, bench, ssh, count, script):
        home = ssh.place / "home"
        home.mkdir(exist_ok=True)
        self._environment = {**bench.environment, "HOME": str(home)}
        self._ssh = ssh
        self._script = script
        self._list = ssh.place / f"{count}-hosts"
        self._inventory = ssh.place / f"{count}-inventory"
        addresses = [ssh.addresses[number % len(ssh.addresses)] for number in range(count)]
        self._list.write_text("".join(address + "\n" for address in addresses))
        self._inventory.write_text(
            "".join(f"session-{number} ansible_host={address}\n" for number, address in enumerate(addresses, 1))
        )

    def ansible(self):
        """The module script, over the connections of ssh that are open."""
        settings = self._ssh.place / "ansible.cfg"
        settings.write_text(
            f"[defaults]\nforks = {AT_ONCE}\ninterpreter_python = /usr/bin/python3\n"
            f"[ssh_connection]\npipelining = True\nssh_args = -F {self._ssh.shared}\n"
        )
        return timed(
            ["ansible", "all", "-i", self._inventory, "-m", "script", "-a", str(self._script)],
            env={**self._environment, "ANSIBLE_CONFIG": str(settings)}, stdout=subprocess.DEVNULL,
        )

    def parallel_ssh(self):
        return self._parallel_ssh(self._ssh.shared)

    def parallel_ssh_alone(self):
        """With a connection that is made each time."""
        return self._parallel_ssh(self._ssh.alone)

    def _parallel_ssh(self, configuration):
        command = ["parallel-ssh", "-h", self._list, "-p", str(AT_ONCE), "-t", "0", "-x", f"-F {configuration}", "-I", "bash -s"]
        with open(self._script) as script:
            return timed(command, stdin=script, env=self._environment, stdout=subprocess.DEVNULL)
