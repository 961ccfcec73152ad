-- Hosts on which a node may have left something: what was begun there, and nobody said yet that its end was taken. A host that is removed meanwhile is
-- found out by the visit.
CREATE TABLE host_visits (
    node         TEXT COLLATE "C" NOT NULL,
    host         TEXT COLLATE "C" NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    since        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (node, host)
);
-- What earlier servers may have left.
INSERT INTO host_visits (node, host, since)
    SELECT DISTINCT claimed_by, host, now() FROM executions WHERE claimed_by IS NOT NULL AND host IN (SELECT name FROM hosts);
