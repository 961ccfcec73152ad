"""Unpacking, as the runner's own stage, against tar(1)."""
import random
import shutil
import subprocess

from measure import table, take_turns, timed


def run(bench):
    count = 1_000 if bench.quick else 10_000
    size = 50_000_000 if bench.quick else 500_000_000
    seed = random.Random(20250101)
    small = [(f"d{i % 100}/f{i}.txt", seed.randbytes(seed.randint(0, 2_000)).hex().encode()) for i in range(count)]
    measure_one(bench, "many", f"{count:,} small files", small)
    # Hexadecimal digits: gzip halves them, as it does typical contents.
    measure_one(bench, "large", f"one file of {size // 1_000_000} MB", [("large.txt", seed.randbytes(size // 2).hex().encode())])


def measure_one(bench, name, title, files):
    payload = bench.payload(name, "exit 0\n", files)
    shutil.rmtree(bench.place / name)
    target = bench.place / "untarred"

    def tar():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        return timed(["tar", "xzf", payload, "-C", target])

    peaks = []

    def runner():
        _, peak = bench.run_with_peak(bench.runner(payload), stdout=subprocess.DEVNULL)
        peaks.append(peak)
        return bench.result()["stageMicros"]["unpack"] / 1e6

    series = take_turns(bench.rounds(7), {"`tar xzf`": tar, "the runner's unpacking": runner})
    shutil.rmtree(target)
    payload.unlink()
    base = series["`tar xzf`"].median
    rows = [[one.name, one.milliseconds(), f"{one.median / base:.2f}"] for one in series.values()]
    table(f"Unpacking {title}", ["program", "ms, median (range)", "ratio to tar"], rows)
    print(f"Peak memory of the runner itself: {max(peaks) / 1e6:.0f} MB.\n")
