"""Rounds, medians, and the runner as a process that is measured."""
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


def say(text):
    """Progress, for a person who waits."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


@dataclass
class Series:
    """What one contender took in each round."""

    name: str
    seconds: list = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.seconds)

    def milliseconds(self):
        return f"{self.median * 1e3:.1f} ({min(self.seconds) * 1e3:.1f}-{max(self.seconds) * 1e3:.1f})"


def timed(command, **options):
    """Seconds of wall time of a command that must succeed."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, **options)
    return time.perf_counter() - begin


def take_turns(rounds, contenders, before=1):
    """Runs {name: function that returns seconds} in turns, after some rounds that do not count."""
    series = {name: Series(name) for name in contenders}
    for number in range(rounds + before):
        for name, contender in contenders.items():
            seconds = contender()
            if number >= before:
                series[name].seconds.append(seconds)
    return series


def table(title, header, rows):
    print(f"### {title}\n")
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)


class Bench:
    """The programs under test, a directory to work in, and how much to do."""

    def __init__(self, programs: Path, place: Path, options):
        self.programs = programs
        self.place = place
        self.quick = options.quick
        self.check = options.check
        self.hosts = options.hosts
        self.jobs = options.jobs
        self._rounds = options.rounds
        self.environment = {**os.environ, "HOME": str(place / "home")}
        self.environment.pop("XDG_CONFIG_HOME", None)
        self.trust = place / "home/.config/cronium/development/trust"

    def rounds(self, standard):
        return self._rounds or (3 if self.quick else standard)

    def pack(self, folder: Path) -> Path:
        payload = self.place / f"{folder.name}.tar.gz"
        self.quietly([self.programs / "cronium", "payload", "pack", folder, "-o", payload, "--development-key"])
        return payload

    def payload(self, name, script, files=()) -> Path:
        """A signed payload with one bash script and files of (path, bytes)."""
        folder = self.place / name
        folder.mkdir()
        (folder / "script.sh").write_text(script)
        (folder / "manifest.yaml").write_text(
            "version: v1\ninterpreter: bash\nentrypoint: script.sh\n"
            "metadata: {jobId: benchmark, eventId: benchmark, eventVersion: 1, createdAt: 2025-01-01T00:00:00Z}\n"
        )
        for path, content in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        return self.pack(folder)

    def runner(self, payload, *options):
        """The command that runs a payload."""
        return [
            self.programs / "cronium-runner", "run", payload, f"--trust={self.trust}",
            f"--state={self.place / 'state'}", f"--result={self.place / 'result.json'}", *options,
        ]

    def result(self):
        return json.loads((self.place / "result.json").read_text())

    def quietly(self, command):
        subprocess.run(command, check=True, env=self.environment, stdout=subprocess.DEVNULL)

    def run_with_peak(self, command, **options):
        """(seconds, peak memory in bytes of the first process itself) of a command that must succeed."""
        begin = time.perf_counter()
        with subprocess.Popen(command, env=self.environment, **options) as process:
            peak = 0
            while True:
                pid, status, _ = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    process.returncode = os.waitstatus_to_exitcode(status)
                    break
                peak = max(peak, high_water_mark(process.pid))
                time.sleep(0.02)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command)
        return time.perf_counter() - begin, peak


def high_water_mark(pid):
    """VmHWM in bytes, proc_pid_status(5)."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
