-- Times are microseconds since the epoch, in UTC. Text is compared byte by byte.

CREATE TABLE events (
    id           TEXT PRIMARY KEY CHECK (length(id) = 36),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    version      INTEGER NOT NULL CHECK (version >= 1),
    digest       TEXT NOT NULL CHECK (length(digest) = 64),
    description  TEXT NOT NULL,
    enabled      INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    schedule     TEXT,
    targets      TEXT NOT NULL, -- separated by spaces
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    deleted_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX events_by_name ON events (name) WHERE deleted_at IS NULL;
CREATE INDEX events_by_enabled ON events (enabled, name) WHERE deleted_at IS NULL;

-- What an event is found by; only for events that are not deleted.
CREATE TABLE event_tags (
    event_id     TEXT NOT NULL REFERENCES events (id),
    tag          TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 50),
    event_name   TEXT NOT NULL,
    PRIMARY KEY (event_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_tags_by_tag ON event_tags (tag, event_name);

CREATE TABLE event_terms (
    event_id     TEXT NOT NULL REFERENCES events (id),
    term         TEXT NOT NULL CHECK (length(term) BETWEEN 1 AND 64),
    PRIMARY KEY (event_id, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_terms_by_term ON event_terms (term, event_id);

CREATE TABLE event_versions (
    event_id     TEXT NOT NULL REFERENCES events (id),
    version      INTEGER NOT NULL CHECK (version >= 1),
    document     TEXT NOT NULL,
    digest       TEXT NOT NULL CHECK (length(digest) = 64),
    saved_at     INTEGER NOT NULL,
    saved_by     TEXT NOT NULL,
    PRIMARY KEY (event_id, version)
) STRICT;

CREATE TABLE file_contents (
    sha256       TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content      BLOB NOT NULL
) STRICT;

CREATE TABLE event_files (
    event_id     TEXT NOT NULL,
    version      INTEGER NOT NULL,
    path         TEXT NOT NULL CHECK (length(path) >= 1),
    executable   INTEGER NOT NULL CHECK (executable IN (0, 1)),
    sha256       TEXT NOT NULL REFERENCES file_contents (sha256),
    PRIMARY KEY (event_id, version, path),
    FOREIGN KEY (event_id, version) REFERENCES event_versions (event_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE payloads (
    event_id      TEXT NOT NULL,
    event_version INTEGER NOT NULL,
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    size          INTEGER NOT NULL CHECK (size > 0),
    signed_by     TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    removed_at    INTEGER,
    PRIMARY KEY (event_id, event_version),
    UNIQUE (event_id, event_version, sha256),
    FOREIGN KEY (event_id, event_version) REFERENCES event_versions (event_id, version)
) STRICT;
CREATE INDEX payloads_by_sha256 ON payloads (sha256);
CREATE INDEX payloads_by_age ON payloads (created_at, event_id, event_version);
CREATE INDEX payloads_kept_by_age ON payloads (created_at) WHERE removed_at IS NULL;

CREATE TABLE hosts (
    name         TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 253),
    address      TEXT NOT NULL,
    labels       TEXT NOT NULL, -- a JSON object
    platform     TEXT,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER
) STRICT;

CREATE TABLE runners (
    sha256        TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    platform      TEXT NOT NULL,
    version       TEXT NOT NULL,
    size          INTEGER NOT NULL CHECK (size > 0),
    signature     TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    retired_at    INTEGER
) STRICT;
CREATE INDEX runners_by_age ON runners (registered_at, sha256);

CREATE TABLE deployments (
    host          TEXT NOT NULL REFERENCES hosts (name) ON DELETE CASCADE,
    runner_sha256 TEXT NOT NULL REFERENCES runners (sha256),
    deployed_at   INTEGER NOT NULL,
    PRIMARY KEY (host, runner_sha256)
) STRICT;
CREATE INDEX deployments_by_runner ON deployments (runner_sha256, host);

-- Executions, which are the queue as well.
CREATE TABLE executions (
    id             TEXT PRIMARY KEY CHECK (length(id) = 36),
    event_id       TEXT NOT NULL,
    event_name     TEXT NOT NULL,
    event_version  INTEGER NOT NULL,
    payload_sha256 TEXT NOT NULL,
    host           TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 259),
    state          TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'running', 'ended')),
    attempt        INTEGER NOT NULL,
    attempts       INTEGER NOT NULL,
    retry_delay    INTEGER NOT NULL CHECK (retry_delay >= 0), -- microseconds
    first_id       TEXT NOT NULL REFERENCES executions (id),
    environment    TEXT NOT NULL, -- a JSON object
    triggered      TEXT NOT NULL CHECK (triggered IN ('manual', 'schedule', 'retry')),
    triggered_by   TEXT NOT NULL,
    queued_at      INTEGER NOT NULL,
    not_before     INTEGER NOT NULL,
    claimed_by     TEXT,
    claimed_at     INTEGER,
    started_at     INTEGER,
    ended_at       INTEGER,
    cancelled_by   TEXT,
    cancelled_at   INTEGER,
    output_bytes   INTEGER NOT NULL DEFAULT 0 CHECK (output_bytes >= 0),
    outcome        TEXT CHECK (outcome IN ('exited', 'signalled', 'timed-out', 'out-of-memory', 'cpu-time-exceeded',
        'processes-exceeded', 'output-exceeded', 'disk-exceeded', 'file-size-exceeded', 'output-lost', 'lost-control', 'cancelled', 'rejected',
        'not-started', 'lost')),
    exit_code      INTEGER CHECK (exit_code BETWEEN 0 AND 255),
    sentence       TEXT,
    result         TEXT, -- a JSON document
    FOREIGN KEY (event_id, event_version, payload_sha256) REFERENCES payloads (event_id, event_version, sha256),
    CONSTRAINT attempt_range CHECK (attempts BETWEEN 1 AND 100 AND attempt BETWEEN 1 AND attempts),
    CONSTRAINT first_attempt CHECK ((attempt = 1) = (first_id = id)),
    CONSTRAINT retry_is_not_first CHECK ((attempt > 1) = (triggered = 'retry')),
    CONSTRAINT claimed_by_somebody CHECK ((claimed_by IS NULL) = (claimed_at IS NULL)),
    CONSTRAINT queued_is_not_claimed CHECK (state <> 'queued' OR claimed_at IS NULL),
    CONSTRAINT claimed_has_a_node CHECK (state NOT IN ('claimed', 'running') OR claimed_at IS NOT NULL),
    CONSTRAINT running_has_started CHECK ((state <> 'running' OR started_at IS NOT NULL)
        AND (state NOT IN ('queued', 'claimed') OR started_at IS NULL) AND (started_at IS NULL OR claimed_at IS NOT NULL)),
    CONSTRAINT ended_has_an_end CHECK ((state = 'ended') = (ended_at IS NOT NULL)
        AND (state = 'ended') = (outcome IS NOT NULL) AND (state = 'ended') = (sentence IS NOT NULL)
        AND (state = 'ended' OR (exit_code IS NULL AND result IS NULL))),
    CONSTRAINT exited_has_a_code CHECK (outcome <> 'exited' OR exit_code IS NOT NULL),
    CONSTRAINT cancelled_by_somebody CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL))
) STRICT;
CREATE INDEX executions_due ON executions (host, not_before, id) WHERE state = 'queued';
CREATE INDEX executions_unfinished ON executions (claimed_by, id) WHERE state IN ('claimed', 'running');
CREATE INDEX executions_needing_payload ON executions (payload_sha256) WHERE state <> 'ended';
CREATE INDEX executions_by_event ON executions (event_name, id);
CREATE INDEX executions_by_event_and_outcome ON executions (event_name, outcome, id);
CREATE INDEX executions_by_event_and_host ON executions (event_name, host, id);
CREATE INDEX executions_by_host ON executions (host, id);
CREATE INDEX executions_by_host_and_outcome ON executions (host, outcome, id);
CREATE INDEX executions_by_outcome ON executions (outcome, id);
-- Most have ended, so that state needs no index.
CREATE INDEX executions_by_state ON executions (state, id) WHERE state <> 'ended';
CREATE INDEX executions_by_event_and_state ON executions (event_name, state, id) WHERE state <> 'ended';
CREATE INDEX executions_by_host_and_state ON executions (host, state, id) WHERE state <> 'ended';
CREATE UNIQUE INDEX executions_by_first ON executions (first_id, attempt);

CREATE TABLE execution_output (
    execution_id TEXT NOT NULL REFERENCES executions (id),
    number       INTEGER NOT NULL CHECK (number >= 0),
    stream       INTEGER NOT NULL CHECK (stream IN (1, 2)),
    byte_offset  INTEGER NOT NULL CHECK (byte_offset >= 0),
    nanos        INTEGER NOT NULL,
    journal_end  INTEGER NOT NULL CHECK (journal_end >= 0),
    content      BLOB NOT NULL,
    PRIMARY KEY (execution_id, number)
) STRICT;
CREATE INDEX execution_output_by_stream ON execution_output (execution_id, stream, byte_offset, number);

CREATE TABLE tokens (
    name         TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    scope        TEXT NOT NULL CHECK (scope IN ('admin', 'operator', 'viewer')),
    hash         TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;

CREATE TABLE secrets (
    name         TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 255),
    ciphertext   BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_log (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    action       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    detail       TEXT NOT NULL -- a JSON object
) STRICT;
CREATE INDEX audit_log_by_actor ON audit_log (actor, number);
CREATE INDEX audit_log_by_action ON audit_log (action, number);
CREATE INDEX audit_log_by_subject ON audit_log (subject, number);

CREATE TABLE idempotency_keys (
    token_name     TEXT NOT NULL,
    key            TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_digest TEXT NOT NULL,
    status         INTEGER NOT NULL CHECK (status BETWEEN 100 AND 599),
    body           TEXT NOT NULL,
    expires_at     INTEGER NOT NULL,
    PRIMARY KEY (token_name, key)
) STRICT;
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
