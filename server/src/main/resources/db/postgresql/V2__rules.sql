CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- An event keeps its identity, goes from version to version in steps of one, and stays deleted.
CREATE TRIGGER events_change BEFORE UPDATE ON events FOR EACH ROW
    WHEN (OLD.deleted_at IS NOT NULL OR NEW.version NOT IN (OLD.version, OLD.version + 1) OR NEW.id IS DISTINCT FROM OLD.id
        OR NEW.name IS DISTINCT FROM OLD.name OR NEW.created_at IS DISTINCT FROM OLD.created_at)
    EXECUTE FUNCTION refuse('an event keeps its id and name, its version goes up by one, and a deleted one never changes');
CREATE TRIGGER events_delete BEFORE DELETE ON events FOR EACH ROW
    EXECUTE FUNCTION refuse('events are never removed');

-- What was saved is never changed.
CREATE TRIGGER event_versions_change BEFORE UPDATE ON event_versions FOR EACH ROW
    EXECUTE FUNCTION refuse('a version never changes');
CREATE TRIGGER event_versions_delete BEFORE DELETE ON event_versions FOR EACH ROW
    EXECUTE FUNCTION refuse('a version is never removed');
CREATE TRIGGER event_files_change BEFORE UPDATE ON event_files FOR EACH ROW
    EXECUTE FUNCTION refuse('a version''s files never change');
CREATE TRIGGER event_files_delete BEFORE DELETE ON event_files FOR EACH ROW
    EXECUTE FUNCTION refuse('a version''s files are never removed');
CREATE TRIGGER file_contents_change BEFORE UPDATE ON file_contents FOR EACH ROW
    EXECUTE FUNCTION refuse('the content of a file never changes');
CREATE TRIGGER audit_log_change BEFORE UPDATE ON audit_log FOR EACH ROW
    EXECUTE FUNCTION refuse('an audit row never changes');
CREATE TRIGGER audit_log_delete BEFORE DELETE ON audit_log FOR EACH ROW
    EXECUTE FUNCTION refuse('an audit row is never removed');

-- The file of a payload may go and come again; the payload is what it is.
CREATE TRIGGER payloads_change BEFORE UPDATE ON payloads FOR EACH ROW
    WHEN (NEW.event_id IS DISTINCT FROM OLD.event_id OR NEW.event_version IS DISTINCT FROM OLD.event_version
        OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.size IS DISTINCT FROM OLD.size
        OR NEW.created_at IS DISTINCT FROM OLD.created_at)
    EXECUTE FUNCTION refuse('only whether a payload''s file is there may change');

-- An execution begins queued, takes one step at a time, and never changes once it is over.
CREATE TRIGGER executions_begin BEFORE INSERT ON executions FOR EACH ROW
    WHEN (NEW.state <> 'queued' OR NEW.output_bytes <> 0 OR NEW.cancelled_at IS NOT NULL)
    EXECUTE FUNCTION refuse('an execution begins queued');
CREATE TRIGGER executions_over BEFORE UPDATE ON executions FOR EACH ROW
    WHEN (OLD.state = 'ended')
    EXECUTE FUNCTION refuse('an execution that ended never changes');
CREATE TRIGGER executions_step BEFORE UPDATE ON executions FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state <> 'ended' AND NOT (OLD.state = 'queued' AND NEW.state = 'claimed')
        AND NOT (OLD.state = 'claimed' AND NEW.state = 'running'))
    EXECUTE FUNCTION refuse('an execution goes from queued to claimed to running to ended; from each of them it may end');
CREATE TRIGGER executions_identity BEFORE UPDATE ON executions FOR EACH ROW
    WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.event_id IS DISTINCT FROM OLD.event_id
        OR NEW.event_name IS DISTINCT FROM OLD.event_name OR NEW.event_version IS DISTINCT FROM OLD.event_version
        OR NEW.payload_sha256 IS DISTINCT FROM OLD.payload_sha256 OR NEW.host IS DISTINCT FROM OLD.host
        OR NEW.attempt IS DISTINCT FROM OLD.attempt OR NEW.attempts IS DISTINCT FROM OLD.attempts
        OR NEW.retry_delay IS DISTINCT FROM OLD.retry_delay OR NEW.first_id IS DISTINCT FROM OLD.first_id
        OR NEW.environment IS DISTINCT FROM OLD.environment OR NEW.triggered IS DISTINCT FROM OLD.triggered
        OR NEW.triggered_by IS DISTINCT FROM OLD.triggered_by OR NEW.queued_at IS DISTINCT FROM OLD.queued_at
        OR NEW.not_before IS DISTINCT FROM OLD.not_before)
    EXECUTE FUNCTION refuse('what an execution is of never changes');
CREATE TRIGGER executions_facts BEFORE UPDATE ON executions FOR EACH ROW
    WHEN ((OLD.claimed_by IS NOT NULL AND NEW.claimed_by IS DISTINCT FROM OLD.claimed_by)
        OR (OLD.claimed_at IS NOT NULL AND NEW.claimed_at IS DISTINCT FROM OLD.claimed_at)
        OR (OLD.started_at IS NOT NULL AND NEW.started_at IS DISTINCT FROM OLD.started_at)
        OR (OLD.cancelled_by IS NOT NULL AND NEW.cancelled_by IS DISTINCT FROM OLD.cancelled_by)
        OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at)
        OR NEW.output_bytes < OLD.output_bytes)
    EXECUTE FUNCTION refuse('who claimed or cancelled an execution and when never changes; output is only added');
CREATE TRIGGER executions_delete BEFORE DELETE ON executions FOR EACH ROW
    WHEN (OLD.state <> 'ended')
    EXECUTE FUNCTION refuse('only an execution that ended may be removed');

-- Output stays as it came.
CREATE TRIGGER execution_output_change BEFORE UPDATE ON execution_output FOR EACH ROW
    EXECUTE FUNCTION refuse('output never changes');
