"""A packaged control plane, and one connection to it."""
import base64
import http.client
import json
import subprocess
import time
from pathlib import Path


class Server:
    """A packaged control plane with a data directory, and how long it took until it was ready."""

    def __init__(self, bench, place: Path, options):
        begin = time.perf_counter()
        command = [bench.programs / "cronium-server", "--data", place / "data", "--listen", "127.0.0.1:0", *options]
        self.process = subprocess.Popen(
            command, env={**bench.environment, "HOME": str(place)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.address = next(
            line.split("//", 1)[1].strip() for line in self.process.stdout if line.startswith("ready at ")
        )
        self.seconds_to_ready = time.perf_counter() - begin
        self.token = (place / "data/admin.token").read_text().strip()

    def client(self):
        return Client(self)

    def resident(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise ValueError("expected VmRSS in the status of the server")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Client:
    """One connection that stays open."""

    def __init__(self, server):
        self._connection = http.client.HTTPConnection(server.address, timeout=60)
        self._headers = {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        self._connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), self._headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:500]!r}")
        return json.loads(text) if text else None

    def first_output(self, execution):
        """Waits until the first byte of the output is here."""
        self._connection.request("GET", f"/api/v1/executions/{execution}/events", headers=self._headers)
        answer = self._connection.getresponse()
        for line in answer:
            if line.startswith(b"data:") and b'"base64"' in line:
                data = base64.b64decode(json.loads(line[5:])["base64"])
                break
        else:
            raise RuntimeError(f"execution {execution} ended without output")
        answer.read()
        return data

    def end(self, execution):
        """Waits until an execution is over; what it is then."""
        self._connection.request("GET", f"/api/v1/executions/{execution}/events", headers=self._headers)
        answer = self._connection.getresponse()
        event = b""
        for line in answer:
            if line.startswith(b"event:"):
                event = line[6:].strip()
            elif line.startswith(b"data:") and event == b"end":
                ended = json.loads(line[5:])
                break
        else:
            raise RuntimeError(f"the events of execution {execution} ended without its end")
        answer.read()
        return ended
