"""What the runner adds to a short script, cold: a whole process each time."""
import subprocess

from measure import table, take_turns, timed


def run(bench):
    script = "echo hello\n"
    payload = bench.payload("start", script)
    plain = bench.place / "plain.sh"
    plain.write_text(script)
    quiet = {"stdout": subprocess.DEVNULL, "env": bench.environment}
    contenders = {
        "`bash script.sh`": lambda: timed(["bash", plain], **quiet),
        "`cronium-runner version`": lambda: timed([bench.programs / "cronium-runner", "version"], **quiet),
        "`cronium-runner run`, signature checked": lambda: timed(bench.runner(payload), **quiet),
    }
    series = take_turns(bench.rounds(20), contenders)
    base = next(iter(series.values())).median
    _, peak = bench.run_with_peak(bench.runner(payload), stdout=subprocess.DEVNULL)
    rows = [[one.name, one.milliseconds(), f"{one.median / base:.1f}"] for one in series.values()]
    table("Start: a script of one `echo`", ["program", "ms, median (range)", "ratio to bash"], rows)
    print(f"Peak memory of the runner itself: {peak / 1e6:.0f} MB.\n")
