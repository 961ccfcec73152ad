-- Hosts are called together by groups.
CREATE TABLE host_groups (
    host         TEXT NOT NULL REFERENCES hosts (name) ON DELETE CASCADE,
    group_name   TEXT NOT NULL CHECK (length(group_name) BETWEEN 1 AND 100),
    PRIMARY KEY (host, group_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX host_groups_by_group ON host_groups (group_name, host);

-- The newest that may be put on hosts of a platform.
CREATE INDEX runners_in_use ON runners (platform, registered_at, sha256) WHERE retired_at IS NULL;

-- One version of an event on many targets. Those before the position "started" have an execution, or never will.
CREATE TABLE rollouts (
    id             TEXT PRIMARY KEY CHECK (length(id) = 36),
    event_id       TEXT NOT NULL,
    event_name     TEXT NOT NULL,
    event_version  INTEGER NOT NULL,
    payload_sha256 TEXT NOT NULL,
    attempts       INTEGER NOT NULL CHECK (attempts BETWEEN 1 AND 100),
    retry_delay    INTEGER NOT NULL CHECK (retry_delay >= 0), -- microseconds
    environment    TEXT NOT NULL, -- a JSON object
    concurrency    INTEGER NOT NULL CHECK (concurrency BETWEEN 1 AND 1000),
    max_failures   INTEGER CHECK (max_failures >= 1),
    batch          INTEGER CHECK (batch >= 1),
    targets        INTEGER NOT NULL CHECK (targets >= 1),
    started        INTEGER NOT NULL DEFAULT 0 CHECK (started BETWEEN 0 AND targets),
    ended          INTEGER NOT NULL DEFAULT 0 CHECK (ended BETWEEN 0 AND started),
    failed         INTEGER NOT NULL DEFAULT 0 CHECK (failed BETWEEN 0 AND ended),
    state          TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'cancelled')),
    started_by     TEXT NOT NULL,
    cancelled_by   TEXT,
    created_at     INTEGER NOT NULL,
    ended_at       INTEGER,
    FOREIGN KEY (event_id, event_version, payload_sha256) REFERENCES payloads (event_id, event_version, sha256),
    CONSTRAINT running_has_not_ended CHECK (state <> 'running' OR ended_at IS NULL),
    CONSTRAINT finished_has_ended CHECK (state <> 'finished' OR (ended_at IS NOT NULL AND ended = targets)),
    CONSTRAINT nothing_runs_after_the_end CHECK (ended_at IS NULL OR ended = started),
    CONSTRAINT cancelled_by_somebody CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL))
) STRICT;
CREATE INDEX rollouts_under_way ON rollouts (id) WHERE ended_at IS NULL;

ALTER TABLE executions ADD COLUMN rollout_id TEXT REFERENCES rollouts (id);
CREATE INDEX executions_by_rollout ON executions (rollout_id, id) WHERE rollout_id IS NOT NULL;
CREATE INDEX executions_under_way_by_rollout ON executions (rollout_id, first_id)
    WHERE rollout_id IS NOT NULL AND state <> 'ended';

-- Outcome and exit code are those of the last attempt.
CREATE TABLE rollout_targets (
    rollout_id   TEXT NOT NULL REFERENCES rollouts (id),
    position     INTEGER NOT NULL CHECK (position >= 0),
    host         TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'started', 'ended')),
    execution_id TEXT UNIQUE REFERENCES executions (id),
    outcome      TEXT,
    exit_code    INTEGER,
    PRIMARY KEY (rollout_id, position),
    UNIQUE (rollout_id, host),
    CONSTRAINT waiting_has_nothing CHECK (state <> 'waiting' OR execution_id IS NULL),
    CONSTRAINT started_has_an_execution CHECK (state <> 'started' OR execution_id IS NOT NULL),
    CONSTRAINT ended_has_an_outcome CHECK ((state = 'ended') = (outcome IS NOT NULL))
) STRICT;
CREATE INDEX rollout_targets_under_way ON rollout_targets (rollout_id, position) WHERE state = 'started';

-- A target is run on once; what was ended stays so.
CREATE TRIGGER rollout_targets_change BEFORE UPDATE ON rollout_targets
    WHEN OLD.state = 'ended' OR (OLD.state = 'started' AND NEW.state = 'waiting') OR NEW.host IS NOT OLD.host
        OR NEW.position IS NOT OLD.position OR NEW.rollout_id IS NOT OLD.rollout_id
        OR (OLD.execution_id IS NOT NULL AND NEW.execution_id IS NOT OLD.execution_id)
    BEGIN SELECT RAISE(ABORT, 'a target of a rollout has one execution, and an ended one never changes'); END;
CREATE TRIGGER rollouts_change BEFORE UPDATE ON rollouts
    WHEN OLD.ended_at IS NOT NULL OR NEW.started < OLD.started OR NEW.ended < OLD.ended OR NEW.failed < OLD.failed
        OR NEW.targets IS NOT OLD.targets OR NEW.event_id IS NOT OLD.event_id OR NEW.event_version IS NOT OLD.event_version
        OR NEW.payload_sha256 IS NOT OLD.payload_sha256 OR (OLD.state <> 'running' AND NEW.state = 'running')
        OR (OLD.cancelled_by IS NOT NULL AND NEW.cancelled_by IS NOT OLD.cancelled_by)
    BEGIN SELECT RAISE(ABORT, 'a rollout only goes on, and one that ended never changes'); END;
CREATE TRIGGER executions_rollout BEFORE UPDATE ON executions
    WHEN NEW.rollout_id IS NOT OLD.rollout_id
    BEGIN SELECT RAISE(ABORT, 'what an execution is of never changes'); END;
