"""Output of a script that writes as fast as it can, through the runner in each format, against a pipe into cat(1)."""
import subprocess

from measure import table, take_turns, timed

LINE = 70


def run(bench):
    lines = 1_000_000 if bench.quick else 10_000_000
    script = f"yes '{'x' * (LINE - 1)}' | head -c {lines * LINE}\n"
    payload = bench.payload("output", script)
    plain = bench.place / "output.sh"
    plain.write_text(script)
    peaks = {}

    def through(output_format):
        name = f"`cronium-runner run --format {output_format}`"

        def measured():
            _, peak = bench.run_with_peak(
                bench.runner(payload, f"--format={output_format}"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            peaks[name] = max(peak, peaks.get(name, 0))
            # From the start of the script to its end: the cold start is measured elsewhere.
            return bench.result()["stageMicros"]["run"] / 1e6

        return name, measured

    def cat():
        return timed(["bash", "-c", f"bash {plain} | cat > /dev/null"])

    contenders = {"`bash script.sh \\| cat > /dev/null`": cat}
    contenders.update(through(output_format) for output_format in ("raw", "json", "logfmt", "pretty"))
    series = take_turns(bench.rounds(5), contenders)
    rows = [
        [
            one.name,
            f"{lines / one.median / 1e6:.2f}",
            f"{lines * LINE / one.median / 1e6:.0f}",
            f"{peaks[one.name] / 1e6:.0f}" if one.name in peaks else "",
        ]
        for one in series.values()
    ]
    table(
        f"Output of {lines:,} lines of {LINE} bytes, to /dev/null",
        ["program", "million lines/s", "MB/s", "peak memory of the runner, MB"],
        rows,
    )
