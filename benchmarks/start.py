"""What the runner adds to a short script, cold: a whole process each time."""
import json
import subprocess
import sys
from pathlib import Path

from measure import table, take_turns, timed

RECORD = Path(__file__).resolve().with_name("recorded.json")
# A run may take this many times what is recorded, in multiples of the same runtime's `java -version`.
TOLERANCE = 1.2


def run(bench):
    script = "echo hello\n"
    payload = bench.payload("start", script)
    plain = bench.place / "plain.sh"
    plain.write_text(script)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": bench.environment}
    java = bench.programs.parent / "runtime/bin/java"
    contenders = {
        "`bash script.sh`": lambda: timed(["bash", plain], **quiet),
        "`java -version`, the runner's runtime": lambda: timed([java, "-XX:+UseSerialGC", "-version"], **quiet),
        "`cronium-runner version`": lambda: timed([bench.programs / "cronium-runner", "version"], **quiet),
        "`cronium-runner run`, signature checked": lambda: timed(bench.runner(payload), **quiet),
    }
    series = list(take_turns(bench.rounds(20), contenders).values())
    bash, jvm, _, whole = (one.median for one in series)
    _, peak = bench.run_with_peak(bench.runner(payload), stdout=subprocess.DEVNULL)
    rows = [
        [one.name, one.milliseconds(), f"{one.median / bash:.1f}", f"{one.median / jvm:.2f}"] for one in series
    ]
    table(
        "Start: a script of one `echo`",
        ["program", "ms, median (range)", "ratio to bash", "ratio to `java -version`"],
        rows,
    )
    print(f"Peak memory of the runner itself: {peak / 1e6:.0f} MB.\n")
    if bench.check:
        check(whole / jvm)


def check(ratio):
    recorded = json.loads(RECORD.read_text())["run to java -version"]
    if ratio > recorded * TOLERANCE:
        sys.exit(
            f"start: a run took {ratio:.2f} times as long as `java -version`, expected at most {recorded:.2f} as recorded"
            f" in {RECORD.name}, and {TOLERANCE - 1:.0%} more"
        )
    print(f"Checked: {ratio:.2f} times `java -version`, recorded {recorded:.2f}.\n")
