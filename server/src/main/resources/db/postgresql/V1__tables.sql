-- Text that is sorted or searched is compared byte by byte (COLLATE "C"), whatever the database was made with.

CREATE TABLE events (
    id           TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 36),
    name         TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    version      BIGINT NOT NULL CHECK (version >= 1),
    digest       TEXT COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    description  TEXT NOT NULL,
    enabled      BOOLEAN NOT NULL,
    schedule     TEXT,
    targets      TEXT NOT NULL, -- separated by spaces
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    deleted_at   TIMESTAMPTZ
);
CREATE UNIQUE INDEX events_by_name ON events (name) WHERE deleted_at IS NULL;
CREATE INDEX events_by_enabled ON events (enabled, name) WHERE deleted_at IS NULL;

-- What an event is found by; only for events that are not deleted.
CREATE TABLE event_tags (
    event_id     TEXT COLLATE "C" NOT NULL REFERENCES events (id),
    tag          TEXT COLLATE "C" NOT NULL CHECK (length(tag) BETWEEN 1 AND 50),
    event_name   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (event_id, tag)
);
CREATE INDEX event_tags_by_tag ON event_tags (tag, event_name);

CREATE TABLE event_terms (
    event_id     TEXT COLLATE "C" NOT NULL REFERENCES events (id),
    term         TEXT COLLATE "C" NOT NULL CHECK (length(term) BETWEEN 1 AND 64),
    PRIMARY KEY (event_id, term)
);
CREATE INDEX event_terms_by_term ON event_terms (term, event_id);

CREATE TABLE event_versions (
    event_id     TEXT COLLATE "C" NOT NULL REFERENCES events (id),
    version      BIGINT NOT NULL CHECK (version >= 1),
    document     TEXT NOT NULL,
    digest       TEXT COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    saved_at     TIMESTAMPTZ NOT NULL,
    saved_by     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (event_id, version)
);

CREATE TABLE file_contents (
    sha256       TEXT COLLATE "C" PRIMARY KEY CHECK (length(sha256) = 64),
    content      BYTEA NOT NULL
);

CREATE TABLE event_files (
    event_id     TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    path         TEXT COLLATE "C" NOT NULL CHECK (length(path) >= 1),
    executable   BOOLEAN NOT NULL,
    sha256       TEXT COLLATE "C" NOT NULL REFERENCES file_contents (sha256),
    PRIMARY KEY (event_id, version, path),
    FOREIGN KEY (event_id, version) REFERENCES event_versions (event_id, version)
);

CREATE TABLE payloads (
    event_id      TEXT COLLATE "C" NOT NULL,
    event_version BIGINT NOT NULL,
    sha256        TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    size          BIGINT NOT NULL CHECK (size > 0),
    signed_by     TEXT COLLATE "C" NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    removed_at    TIMESTAMPTZ,
    PRIMARY KEY (event_id, event_version),
    UNIQUE (event_id, event_version, sha256),
    FOREIGN KEY (event_id, event_version) REFERENCES event_versions (event_id, version)
);
CREATE INDEX payloads_by_sha256 ON payloads (sha256);
CREATE INDEX payloads_by_age ON payloads (created_at, event_id, event_version);
CREATE INDEX payloads_kept_by_age ON payloads (created_at) WHERE removed_at IS NULL;

CREATE TABLE hosts (
    name         TEXT COLLATE "C" PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 253),
    address      TEXT NOT NULL,
    labels       TEXT NOT NULL, -- a JSON object
    platform     TEXT COLLATE "C",
    created_at   TIMESTAMPTZ NOT NULL,
    seen_at      TIMESTAMPTZ
);

CREATE TABLE runners (
    sha256        TEXT COLLATE "C" PRIMARY KEY CHECK (length(sha256) = 64),
    platform      TEXT COLLATE "C" NOT NULL,
    version       TEXT COLLATE "C" NOT NULL,
    size          BIGINT NOT NULL CHECK (size > 0),
    signature     TEXT NOT NULL,
    registered_at TIMESTAMPTZ NOT NULL,
    retired_at    TIMESTAMPTZ
);
CREATE INDEX runners_by_age ON runners (registered_at, sha256);

CREATE TABLE deployments (
    host          TEXT COLLATE "C" NOT NULL REFERENCES hosts (name) ON DELETE CASCADE,
    runner_sha256 TEXT COLLATE "C" NOT NULL REFERENCES runners (sha256),
    deployed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (host, runner_sha256)
);
CREATE INDEX deployments_by_runner ON deployments (runner_sha256, host);

-- Executions, which are the queue as well.
CREATE TABLE executions (
    id             TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 36),
    event_id       TEXT COLLATE "C" NOT NULL,
    event_name     TEXT COLLATE "C" NOT NULL,
    event_version  BIGINT NOT NULL,
    payload_sha256 TEXT COLLATE "C" NOT NULL,
    host           TEXT COLLATE "C" NOT NULL CHECK (length(host) BETWEEN 1 AND 259),
    state          TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'claimed', 'running', 'ended')),
    attempt        SMALLINT NOT NULL,
    attempts       SMALLINT NOT NULL,
    retry_delay    BIGINT NOT NULL CHECK (retry_delay >= 0), -- microseconds
    first_id       TEXT COLLATE "C" NOT NULL REFERENCES executions (id),
    environment    TEXT NOT NULL, -- a JSON object
    triggered      TEXT COLLATE "C" NOT NULL CHECK (triggered IN ('manual', 'schedule', 'retry')),
    triggered_by   TEXT COLLATE "C" NOT NULL,
    queued_at      TIMESTAMPTZ NOT NULL,
    not_before     TIMESTAMPTZ NOT NULL,
    claimed_by     TEXT COLLATE "C",
    claimed_at     TIMESTAMPTZ,
    started_at     TIMESTAMPTZ,
    ended_at       TIMESTAMPTZ,
    cancelled_by   TEXT COLLATE "C",
    cancelled_at   TIMESTAMPTZ,
    output_bytes   BIGINT NOT NULL DEFAULT 0 CHECK (output_bytes >= 0),
    outcome        TEXT COLLATE "C" CHECK (outcome IN ('exited', 'signalled', 'timed-out', 'out-of-memory', 'cpu-time-exceeded',
        'processes-exceeded', 'output-exceeded', 'disk-exceeded', 'file-size-exceeded', 'output-lost', 'lost-control', 'cancelled', 'rejected',
        'not-started', 'lost')),
    exit_code      SMALLINT CHECK (exit_code BETWEEN 0 AND 255),
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
);
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
    execution_id TEXT COLLATE "C" NOT NULL REFERENCES executions (id),
    number       BIGINT NOT NULL CHECK (number >= 0),
    stream       SMALLINT NOT NULL CHECK (stream IN (1, 2)),
    byte_offset  BIGINT NOT NULL CHECK (byte_offset >= 0),
    nanos        BIGINT NOT NULL,
    journal_end  BIGINT NOT NULL CHECK (journal_end >= 0),
    content      BYTEA NOT NULL,
    PRIMARY KEY (execution_id, number)
);
CREATE INDEX execution_output_by_stream ON execution_output (execution_id, stream, byte_offset, number);

CREATE TABLE tokens (
    name         TEXT COLLATE "C" PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    scope        TEXT COLLATE "C" NOT NULL CHECK (scope IN ('admin', 'operator', 'viewer')),
    hash         TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(hash) = 64),
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ,
    revoked_at   TIMESTAMPTZ
);

CREATE TABLE secrets (
    name         TEXT COLLATE "C" PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 255),
    ciphertext   BYTEA NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE audit_log (
    number       BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at           TIMESTAMPTZ NOT NULL,
    actor        TEXT COLLATE "C" NOT NULL,
    action       TEXT COLLATE "C" NOT NULL,
    subject      TEXT COLLATE "C" NOT NULL,
    detail       TEXT NOT NULL -- a JSON object
);
CREATE INDEX audit_log_by_actor ON audit_log (actor, number);
CREATE INDEX audit_log_by_action ON audit_log (action, number);
CREATE INDEX audit_log_by_subject ON audit_log (subject, number);

CREATE TABLE idempotency_keys (
    token_name     TEXT COLLATE "C" NOT NULL,
    key            TEXT COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_digest TEXT COLLATE "C" NOT NULL,
    status         SMALLINT NOT NULL CHECK (status BETWEEN 100 AND 599),
    body           TEXT NOT NULL,
    expires_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (token_name, key)
);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
