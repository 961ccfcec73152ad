"""The control plane on each database: how it starts, what it needs, and how quick it is with many events and executions."""
import statistics
import subprocess
import threading
import time
import urllib.parse

from control_plane import Server
from databases import Postgresql, Sqlite
from measure import say, table, timed

EVENTS = 100_000
EXECUTIONS = 1_000_000


def run(bench):
    events, executions = (EVENTS // 10, EXECUTIONS // 10) if bench.quick else (EVENTS, EXECUTIONS)
    runs, requests, saves = [], [], []
    for kind in (Sqlite, Postgresql):
        place = bench.place / kind.__name__.lower()
        place.mkdir()
        database = kind(place)
        try:
            runs.append([kind.name, *small(bench, place, database)])
            say(f"{kind.name}: {events} events, {executions} executions ...")
            database.fill(events, executions)
            with Server(bench, place, database.options) as server:
                requests.append((kind.name, large(bench, server, events)))
                saves.append([kind.name, *saving(server, 40 if bench.quick else 400)])
        finally:
            database.close()
    table(
        "The control plane: start, memory, and a run of `echo hello` on this machine",
        ["database", "first start, ms", "start, ms", "idle, MB", "call to first byte, ms", "`cronium-runner run`, ms", "ratio"],
        runs,
    )
    names = list(requests[0][1])
    table(
        f"The control plane with {events:,} events and {executions:,} executions: milliseconds a request, p50 / p95",
        ["request", *(name for name, _ in requests)],
        [[name, *(figures[name] for _, figures in requests)] for name in names],
    )
    table(
        "Saves a second, each a new version with its payload packed, signed and on disk",
        ["database", "1 client", "4 clients"],
        saves,
    )


def small(bench, place, database):
    """What a fresh one needs."""
    starts = []
    for _ in range(1 + bench.rounds(5)):
        with Server(bench, place, database.options) as server:
            starts.append(server.seconds_to_ready)
    with Server(bench, place, database.options) as server:
        client = server.client()
        client.ask("PUT", "/events/first-byte", event("echo hello"))
        payload = bench.payload("first-byte-" + place.name, "echo hello\n")
        latency, runner = [], []
        for number in range(1 + bench.rounds(20)):
            begin = time.perf_counter()
            execution = client.ask("POST", "/events/first-byte/executions", {})["id"]
            client.first_output(execution)
            once = time.perf_counter() - begin
            alone = timed(bench.runner(payload), env=bench.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if number > 0:
                latency.append(once)
                runner.append(alone)
        idle = server.resident()
    middle, alone = statistics.median(latency), statistics.median(runner)
    return [
        f"{starts[0] * 1e3:.0f}", f"{statistics.median(starts[1:]) * 1e3:.0f}", f"{idle / 1e6:.0f}",
        f"{middle * 1e3:.0f}", f"{alone * 1e3:.0f}", f"{middle / alone:.2f}",
    ]


def event(script, description="measured"):
    return {
        "description": description, "interpreter": "bash", "entrypoint": "main.sh",
        "files": [{"path": "main.sh", "text": script + "\n"}],
    }


def large(bench, server, events):
    client = server.client()
    times = 50 if bench.quick else 400
    pages = {"events": deep_cursor(client, "/events"), "executions": deep_cursor(client, "/executions")}
    asked = {
        "events, first page": lambda i: ("GET", "/events"),
        "events, a later page": lambda i: ("GET", f"/events?cursor={pages['events']}"),
        "events with a tag": lambda i: ("GET", "/events?tag=certificate"),
        "search, a word of a tenth of all": lambda i: ("GET", "/events?search=backup"),
        "search, the name of one": lambda i: ("GET", f"/events?search={10**6 + i * 37 % events + 1}"),
        "search, a common and a rarer word": lambda i: ("GET", f"/events?search=team+{i % 100}"),
        "search, two words, nothing found": lambda i: ("GET", "/events?search=backup+rotate"),
        "executions, first page": lambda i: ("GET", "/executions"),
        "executions, a later page": lambda i: ("GET", f"/executions?cursor={pages['executions']}"),
        "executions of an event": lambda i: ("GET", f"/executions?event={name(i * 41 % events + 1)}"),
        "executions on a host": lambda i: ("GET", f"/executions?host=host-{i % 1000}"),
        "executions that are lost": lambda i: ("GET", "/executions?outcome=lost"),
        "executions on a host that timed out": lambda i: ("GET", f"/executions?host=host-{i * 50 % 1000}&outcome=timed-out"),
        "executions of an hour": lambda i: ("GET", hour(i)),
    }
    figures = {}
    for title, request in asked.items():
        figures[title] = percentiles(client, [request(i) for i in range(times)])
    new = [("PUT", f"/events/new-{i}", event(f"echo {i}")) for i in range(times)]
    figures["save, a new event"] = percentiles(client, new)
    changed = [("PUT", f"/events/new-{i % 20}", event(f"echo again {i}")) for i in range(times)]
    figures["save, a new version"] = percentiles(client, changed)
    return figures


def name(number):
    return f"team-{number % 100}-task-{10**6 + number}"


def hour(i):
    begin = 1760000000 + i * 3600
    stamp = lambda at: urllib.parse.quote(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)))  # noqa: E731
    return f"/executions?from={stamp(begin)}&until={stamp(begin + 3600)}"


def deep_cursor(client, path):
    cursor = ""
    for _ in range(20):
        cursor = urllib.parse.quote(client.ask("GET", f"{path}?limit=200" + (f"&cursor={cursor}" if cursor else ""))["next"])
    return cursor


def percentiles(client, requests):
    for request in requests[:20]:
        if request[0] == "GET":
            client.ask(*request)
    seconds = []
    for request in requests:
        begin = time.perf_counter()
        client.ask(*request)
        seconds.append(time.perf_counter() - begin)
    seconds.sort()
    return f"{statistics.median(seconds) * 1e3:.1f} / {seconds[int(len(seconds) * 0.95)] * 1e3:.1f}"


def saving(server, count):
    for clients in (1, 4):
        begin = time.perf_counter()
        threads = [threading.Thread(target=save_many, args=(server, clients, at, count // clients)) for at in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        yield f"{count / (time.perf_counter() - begin):.0f}"


def save_many(server, clients, at, count):
    client = server.client()
    for number in range(count):
        client.ask("PUT", f"/events/saved-{clients}-{at}", event(f"echo {number}"))
