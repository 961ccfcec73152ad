-- An event keeps its identity, goes from version to version in steps of one, and stays deleted.
CREATE TRIGGER events_change BEFORE UPDATE ON events
    WHEN OLD.deleted_at IS NOT NULL OR NEW.version NOT IN (OLD.version, OLD.version + 1) OR NEW.id IS NOT OLD.id
        OR NEW.name IS NOT OLD.name OR NEW.created_at IS NOT OLD.created_at
    BEGIN SELECT RAISE(ABORT, 'an event keeps its id and name, its version goes up by one, and a deleted one never changes'); END;
CREATE TRIGGER events_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

-- What was saved is never changed.
CREATE TRIGGER event_versions_change BEFORE UPDATE ON event_versions
    BEGIN SELECT RAISE(ABORT, 'a version never changes'); END;
CREATE TRIGGER event_versions_delete BEFORE DELETE ON event_versions
    BEGIN SELECT RAISE(ABORT, 'a version is never removed'); END;
CREATE TRIGGER event_files_change BEFORE UPDATE ON event_files
    BEGIN SELECT RAISE(ABORT, 'a version''s files never change'); END;
CREATE TRIGGER event_files_delete BEFORE DELETE ON event_files
    BEGIN SELECT RAISE(ABORT, 'a version''s files are never removed'); END;
CREATE TRIGGER file_contents_change BEFORE UPDATE ON file_contents
    BEGIN SELECT RAISE(ABORT, 'the content of a file never changes'); END;
CREATE TRIGGER audit_log_change BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'an audit row never changes'); END;
CREATE TRIGGER audit_log_delete BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'an audit row is never removed'); END;

-- The file of a payload may go and come again; the payload is what it is.
CREATE TRIGGER payloads_change BEFORE UPDATE ON payloads
    WHEN NEW.event_id IS NOT OLD.event_id OR NEW.event_version IS NOT OLD.event_version OR NEW.sha256 IS NOT OLD.sha256
        OR NEW.size IS NOT OLD.size OR NEW.created_at IS NOT OLD.created_at
    BEGIN SELECT RAISE(ABORT, 'only whether a payload''s file is there may change'); END;

-- An execution begins queued, takes one step at a time, and never changes once it is over.
CREATE TRIGGER executions_begin BEFORE INSERT ON executions
    WHEN NEW.state <> 'queued' OR NEW.output_bytes <> 0 OR NEW.cancelled_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an execution begins queued'); END;
CREATE TRIGGER executions_over BEFORE UPDATE ON executions
    WHEN OLD.state = 'ended'
    BEGIN SELECT RAISE(ABORT, 'an execution that ended never changes'); END;
CREATE TRIGGER executions_step BEFORE UPDATE ON executions
    WHEN OLD.state <> NEW.state AND NEW.state <> 'ended' AND NOT (OLD.state = 'queued' AND NEW.state = 'claimed')
        AND NOT (OLD.state = 'claimed' AND NEW.state = 'running')
    BEGIN SELECT RAISE(ABORT, 'an execution goes from queued to claimed to running to ended; from each of them it may end'); END;
CREATE TRIGGER executions_identity BEFORE UPDATE ON executions
    WHEN NEW.id IS NOT OLD.id OR NEW.event_id IS NOT OLD.event_id OR NEW.event_name IS NOT OLD.event_name
        OR NEW.event_version IS NOT OLD.event_version OR NEW.payload_sha256 IS NOT OLD.payload_sha256
        OR NEW.host IS NOT OLD.host OR NEW.attempt IS NOT OLD.attempt OR NEW.attempts IS NOT OLD.attempts
        OR NEW.retry_delay IS NOT OLD.retry_delay OR NEW.first_id IS NOT OLD.first_id
        OR NEW.environment IS NOT OLD.environment OR NEW.triggered IS NOT OLD.triggered
        OR NEW.triggered_by IS NOT OLD.triggered_by OR NEW.queued_at IS NOT OLD.queued_at
        OR NEW.not_before IS NOT OLD.not_before
    BEGIN SELECT RAISE(ABORT, 'what an execution is of never changes'); END;
CREATE TRIGGER executions_facts BEFORE UPDATE ON executions
    WHEN (OLD.claimed_by IS NOT NULL AND NEW.claimed_by IS NOT OLD.claimed_by)
        OR (OLD.claimed_at IS NOT NULL AND NEW.claimed_at IS NOT OLD.claimed_at)
        OR (OLD.started_at IS NOT NULL AND NEW.started_at IS NOT OLD.started_at)
        OR (OLD.cancelled_by IS NOT NULL AND NEW.cancelled_by IS NOT OLD.cancelled_by)
        OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS NOT OLD.cancelled_at) OR NEW.output_bytes < OLD.output_bytes
    BEGIN SELECT RAISE(ABORT, 'who claimed or cancelled an execution and when never changes; output is only added'); END;
CREATE TRIGGER executions_delete BEFORE DELETE ON executions
    WHEN OLD.state <> 'ended'
    BEGIN SELECT RAISE(ABORT, 'only an execution that ended may be removed'); END;

-- Output stays as it came.
CREATE TRIGGER execution_output_change BEFORE UPDATE ON execution_output
    BEGIN SELECT RAISE(ABORT, 'output never changes'); END;
