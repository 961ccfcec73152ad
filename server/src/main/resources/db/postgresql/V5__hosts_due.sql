-- What is due on hosts, whichever.
CREATE INDEX executions_due_on_hosts ON executions (not_before, id) WHERE state = 'queued' AND host <> 'local';
