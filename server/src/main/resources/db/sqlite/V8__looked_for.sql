-- What a node has to stop: it looks each second.
CREATE INDEX executions_to_cancel ON executions (claimed_by, id) WHERE state IN ('claimed', 'running') AND cancelled_by IS NOT NULL;
-- What targets that wait will run.
CREATE INDEX rollouts_needing_payload ON rollouts (payload_sha256) WHERE ended_at IS NULL;
