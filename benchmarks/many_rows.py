"""Many events and executions as SQL, for both databases. How they are spread is what a year of use may look like."""

HOSTS = 1000
WORDS = ("backup", "rotate", "certificate", "report", "cleanup", "database", "deploy", "index", "queue", "audit")


def statements(events, executions, sqlite):
    """To be executed with the database's own rules switched off, since no execution may begin as one that has ended."""
    number = lambda first, value: f"'{first}' || ({10**11} + {value})"  # noqa: E731
    event = number("00000000-0000-4000-8000-", "i")
    name = f"'team-' || (i % 100) || '-task-' || ({10**6} + i)"
    word = "CASE i % 10 " + " ".join(f"WHEN {at} THEN '{one}'" for at, one in enumerate(WORDS)) + " END"
    digest = f"'{'0' * 52}' || ({10**11} + i)"
    content = "x'2121'" if sqlite else "'\\x2121'::bytea"
    true = "1" if sqlite else "TRUE"

    def at(value):
        return f"(1760000000 + ({value})) * 1000000" if sqlite else f"to_timestamp(1760000000 + ({value}))"

    def rows(into, count, values):
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        series = f"generate_series(1::bigint, {count}::bigint) AS n(i)"
        if sqlite:
            return f"INSERT INTO {into} {numbers} SELECT {values} FROM n"
        return f"INSERT INTO {into} SELECT {values} FROM {series}"

    yield f"INSERT INTO file_contents (sha256, content) VALUES ('{'a' * 64}', {content})"
    yield rows(
        "events (id, name, version, digest, description, enabled, targets, created_at, updated_at)",
        events,
        f"{event}, {name}, 1, {digest}, 'Does the ' || ({word}) || ' of team ' || (i % 100), {true}, 'local', {at('i')}, {at('i')}",
    )
    yield rows(
        "event_versions (event_id, version, document, digest, saved_at, saved_by)",
        events,
        f"{event}, 1, '{{}}', {digest}, {at('i')}, 'admin'",
    )
    yield rows(
        "event_files (event_id, version, path, executable, sha256)", events, f"{event}, 1, 'main.sh', {true}, '{'a' * 64}'"
    )
    yield rows("event_tags (event_id, tag, event_name)", events, f"{event}, {word}, {name}")
    for term in ("'team'", "'task'", "'does'", "'the'", "'of'", word, "'' || (i % 100)", f"'' || ({10**6} + i)"):
        yield rows("event_terms (event_id, term, event_name)", events, f"{event}, {term}, {name}")
    yield rows(
        "payloads (event_id, event_version, sha256, size, signed_by, created_at)",
        events,
        f"{event}, 1, {digest}, 1, 'server', {at('i')}",
    )
    of_event = f"((i * 7919) % {events} + 1)"
    execution = number("01900000-0000-7000-8000-", "i")
    yield rows(
        "executions (id, event_id, event_name, event_version, payload_sha256, host, state, attempt, attempts, retry_delay,"
        " first_id, environment, triggered, triggered_by, queued_at, not_before, claimed_by, claimed_at, started_at, ended_at,"
        " outcome, exit_code, sentence)",
        executions,
        f"{execution}, {number('00000000-0000-4000-8000-', of_event)},"
        f" 'team-' || ({of_event} % 100) || '-task-' || ({10**6} + {of_event}), 1, '{'0' * 52}' || ({10**11} + {of_event}),"
        f" 'host-' || (i % {HOSTS}), 'ended', 1, 1, 0, {execution}, '{{}}', 'manual', 'admin',"
        f" {at('i * 30')}, {at('i * 30')}, 'node', {at('i * 30')}, {at('i * 30')}, {at('i * 30 + 2')},"
        " CASE WHEN i % 50 = 0 THEN 'timed-out' WHEN i % 997 = 0 THEN 'lost' ELSE 'exited' END,"
        " CASE WHEN i % 50 = 0 OR i % 997 = 0 THEN NULL WHEN i % 30 = 0 THEN 1 ELSE 0 END, 'The script ended.'",
    )
