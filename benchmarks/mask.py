"""Output with and without secrets to be masked, in raw format, to /dev/null."""
import base64
import random
import subprocess

from measure import table, take_turns

LINE = 70
SECRETS = 20


def run(bench):
    size = 50_000_000 if bench.quick else 500_000_000
    draw = random.Random(1)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.~!"
    values = ["".join(draw.choice(letters) for _ in range(draw.randint(20, 40))) for _ in range(SECRETS)]
    secrets = bench.place / "secrets"
    secrets.touch(mode=0o600)
    secrets.write_text("".join(f"SECRET_{number}={value}\n" for number, value in enumerate(values)))

    same = "x" * (LINE - 1)
    words = ["".join(draw.choice(letters) for _ in range(draw.randint(2, 12))) for _ in range(2_000)]
    texts = {
        "lines of one letter": same,
        "log lines of many words": "\n".join(
            f"2026-11-24T10:22:{number % 60:02d}Z INFO {draw.choice(words)} {draw.choice(words)}={draw.random()}"
            for number in range(2_000)
        ),
        "base64 of random bytes": base64.b64encode(draw.randbytes(60_000)).decode(),
        "nearly secrets": " ".join(value[: draw.randint(5, len(value) - 1)] for value in values * 50),
        "nothing but secrets": " ".join(values),
    }
    rows = []
    for number, (name, text) in enumerate(texts.items()):
        content = (text + "\n").encode()
        content *= max(1, 1_000_000 // len(content))
        rounds = size // len(content)
        payload = bench.payload(
            f"mask-{number}", f"exec cat $(yes text | head -n {rounds})\n", [("text", content)]
        )
        peaks = {}

        def through(*options, payload=payload):
            def measured():
                command = bench.runner(payload, "--format=raw", *options)
                _, peak = bench.run_with_peak(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                peaks[options] = max(peak, peaks.get(options, 0))
                return bench.result()["stageMicros"]["run"] / 1e6

            return measured

        masking = (f"--secrets-from={secrets}",)
        plain, masked = take_turns(
            bench.rounds(5), {"without": through(), "with": through(*masking)}
        ).values()
        rows.append([
            name,
            f"{rounds * len(content) / plain.median / 1e6:.0f}",
            f"{rounds * len(content) / masked.median / 1e6:.0f}",
            f"{masked.median / plain.median:.2f}",
            f"{peaks[()] / 1e6:.0f}",
            f"{peaks[masking] / 1e6:.0f}",
        ])
    table(
        f"Masking {SECRETS} secrets in all their forms, {size / 1e6:.0f} MB of output, raw, to /dev/null",
        ["output", "MB/s without secrets", "MB/s with", "times the time", "peak memory without, MB", "with, MB"],
        rows,
    )
