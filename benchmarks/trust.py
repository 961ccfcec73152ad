"""Packing against tar(1) with gzip, and verifying against openssl's digest, as whole processes."""
import random
import subprocess

from measure import table, take_turns, timed


def run(bench):
    count = 200 if bench.quick else 2_000
    size = 20_000_000 if bench.quick else 200_000_000
    seed = random.Random(20250102)
    folder = bench.place / "tree"
    (folder / "d").mkdir(parents=True)
    (folder / "script.sh").write_text("exit 0\n")
    (folder / "manifest.yaml").write_text(
        "version: v1\ninterpreter: bash\nentrypoint: script.sh\n"
        "metadata: {jobId: benchmark, eventId: benchmark, eventVersion: 1, createdAt: 2025-01-01T00:00:00Z}\n"
    )
    for i in range(count):
        (folder / "d" / f"f{i}.txt").write_text(seed.randbytes(size // count // 2).hex())
    packed = bench.place / "tree.tar.gz"
    quiet = {"env": bench.environment, "stdout": subprocess.DEVNULL}
    pack = [bench.programs / "cronium", "payload", "pack", folder, "-o", packed, "--development-key"]
    series = take_turns(
        bench.rounds(5),
        {
            "`tar czf`": lambda: timed(["tar", "czf", bench.place / "plain.tar.gz", "-C", folder, "."]),
            "`cronium payload pack`, signed": lambda: timed(pack, **quiet),
        },
    )
    report(series, "`tar czf`", f"Packing and signing {count:,} files, {size // 1_000_000} MB", size)

    times = [verified(bench, number, seed) for number in ((1, 2) if bench.quick else (2, 10, 20))]
    bytes_more = times[-1][0] - times[0][0]
    speeds = {name: bytes_more / (times[-1][1][name].median - times[0][1][name].median) / 1e6 for name in times[0][1]}
    base = speeds["`openssl dgst -sha256`"]
    table(
        f"Verifying, for each byte more: from {times[0][0] // 1_000_000} to {times[-1][0] // 1_000_000} MB",
        ["program", "MB/s", "speed against openssl"],
        [[name, f"{speed:.0f}", f"{speed / base:.2f}"] for name, speed in speeds.items()],
    )


def verified(bench, number, seed):
    """Size of a payload with so many times 50 MB of noise, and how long it takes to verify. 20 is nearly the most: 1 GiB."""
    payload = bench.payload(f"verified-{number}", "exit 0\n", [("data", seed.randbytes(50_000_000) * number)])
    verify = [bench.programs / "cronium-runner", "verify", payload, f"--trust={bench.trust}"]
    quiet = {"env": bench.environment, "stdout": subprocess.DEVNULL}
    series = take_turns(
        bench.rounds(7),
        {
            "`openssl dgst -sha256`": lambda: timed(["openssl", "dgst", "-sha256", payload], **quiet),
            "`cronium-runner verify`": lambda: timed(verify, **quiet),
        },
    )
    size = payload.stat().st_size
    report(series, "`openssl dgst -sha256`", f"Verifying {size // 1_000_000} MB, a whole process each time", size)
    return size, series


def report(series, base, title, size):
    rows = [
        [one.name, one.milliseconds(), f"{size / one.median / 1e6:.0f}", f"{series[base].median / one.median:.2f}"]
        for one in series.values()
    ]
    table(title, ["program", "ms, median (range)", "MB/s", f"speed against {base}"], rows)
