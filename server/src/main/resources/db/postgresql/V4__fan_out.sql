-- Hosts are called together by groups.
CREATE TABLE host_groups (
    host         TEXT COLLATE "C" NOT NULL REFERENCES hosts (name) ON DELETE CASCADE,
    group_name   TEXT COLLATE "C" NOT NULL CHECK (length(group_name) BETWEEN 1 AND 100),
    PRIMARY KEY (host, group_name)
);
CREATE INDEX host_groups_by_group ON host_groups (group_name, host);

-- The newest that may be put on hosts of a platform.
CREATE INDEX runners_in_use ON runners (platform, registered_at, sha256) WHERE retired_at IS NULL;

-- One version of an event on many targets. Those before the position "started" have an execution, or never will.
CREATE TABLE rollouts (
    id             TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 36),
    event_id       TEXT COLLATE "C" NOT NULL,
    event_name     TEXT COLLATE "C" NOT NULL,
    event_version  BIGINT NOT NULL,
    payload_sha256 TEXT COLLATE "C" NOT NULL,
    attempts       SMALLINT NOT NULL CHECK (attempts BETWEEN 1 AND 100),
    retry_delay    BIGINT NOT NULL CHECK (retry_delay >= 0), -- microseconds
    environment    TEXT NOT NULL, -- a JSON object
    concurrency    INTEGER NOT NULL CHECK (concurrency BETWEEN 1 AND 1000),
    max_failures   INTEGER CHECK (max_failures >= 1),
    batch          INTEGER CHECK (batch >= 1),
    targets        INTEGER NOT NULL CHECK (targets >= 1),
    started        INTEGER NOT NULL DEFAULT 0 CHECK (started BETWEEN 0 AND targets),
    ended          INTEGER NOT NULL DEFAULT 0 CHECK (ended BETWEEN 0 AND started),
    failed         INTEGER NOT NULL DEFAULT 0 CHECK (failed BETWEEN 0 AND ended),
    state          TEXT COLLATE "C" NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'cancelled')),
    started_by     TEXT COLLATE "C" NOT NULL,
    cancelled_by   TEXT COLLATE "C",
    created_at     TIMESTAMPTZ NOT NULL,
    ended_at       TIMESTAMPTZ,
    FOREIGN KEY (event_id, event_version, payload_sha256) REFERENCES payloads (event_id, event_version, sha256),
    CONSTRAINT running_has_not_ended CHECK (state <> 'running' OR ended_at IS NULL),
    CONSTRAINT finished_has_ended CHECK (state <> 'finished' OR (ended_at IS NOT NULL AND ended = targets)),
    CONSTRAINT nothing_runs_after_the_end CHECK (ended_at IS NULL OR ended = started),
    CONSTRAINT cancelled_by_somebody CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL))
);
CREATE INDEX rollouts_under_way ON rollouts (id) WHERE ended_at IS NULL;

ALTER TABLE executions ADD COLUMN rollout_id TEXT COLLATE "C" REFERENCES rollouts (id);
CREATE INDEX executions_by_rollout ON executions (rollout_id, id) WHERE rollout_id IS NOT NULL;
CREATE INDEX executions_under_way_by_rollout ON executions (rollout_id, first_id)
    WHERE rollout_id IS NOT NULL AND state <> 'ended';

-- Outcome and exit code are those of the last attempt.
CREATE TABLE rollout_targets (
    rollout_id   TEXT COLLATE "C" NOT NULL REFERENCES rollouts (id),
    position     INTEGER NOT NULL CHECK (position >= 0),
    host         TEXT COLLATE "C" NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    state        TEXT COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'started', 'ended')),
    execution_id TEXT COLLATE "C" UNIQUE REFERENCES executions (id),
    outcome      TEXT COLLATE "C",
    exit_code    SMALLINT,
    PRIMARY KEY (rollout_id, position),
    UNIQUE (rollout_id, host),
    CONSTRAINT waiting_has_nothing CHECK (state <> 'waiting' OR execution_id IS NULL),
    CONSTRAINT started_has_an_execution CHECK (state <> 'started' OR execution_id IS NOT NULL),
    CONSTRAINT ended_has_an_outcome CHECK ((state = 'ended') = (outcome IS NOT NULL))
);
CREATE INDEX rollout_targets_under_way ON rollout_targets (rollout_id, position) WHERE state = 'started';

-- A target is run on once; what was ended stays so.
CREATE TRIGGER rollout_targets_change BEFORE UPDATE ON rollout_targets FOR EACH ROW
    WHEN (OLD.state = 'ended' OR (OLD.state = 'started' AND NEW.state = 'waiting') OR NEW.host IS DISTINCT FROM OLD.host
        OR NEW.position IS DISTINCT FROM OLD.position OR NEW.rollout_id IS DISTINCT FROM OLD.rollout_id
        OR (OLD.execution_id IS NOT NULL AND NEW.execution_id IS DISTINCT FROM OLD.execution_id))
    EXECUTE FUNCTION refuse('a target of a rollout has one execution, and an ended one never changes');
CREATE TRIGGER rollouts_change BEFORE UPDATE ON rollouts FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL OR NEW.started < OLD.started OR NEW.ended < OLD.ended OR NEW.failed < OLD.failed
        OR NEW.targets IS DISTINCT FROM OLD.targets OR NEW.event_id IS DISTINCT FROM OLD.event_id OR NEW.event_version IS DISTINCT FROM OLD.event_version
        OR NEW.payload_sha256 IS DISTINCT FROM OLD.payload_sha256 OR (OLD.state <> 'running' AND NEW.state = 'running')
        OR (OLD.cancelled_by IS NOT NULL AND NEW.cancelled_by IS DISTINCT FROM OLD.cancelled_by))
    EXECUTE FUNCTION refuse('a rollout only goes on, and one that ended never changes');
CREATE TRIGGER executions_rollout BEFORE UPDATE ON executions FOR EACH ROW
    WHEN (NEW.rollout_id IS DISTINCT FROM OLD.rollout_id)
    EXECUTE FUNCTION refuse('what an execution is of never changes');
