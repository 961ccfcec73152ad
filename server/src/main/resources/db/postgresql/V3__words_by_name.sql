-- A search gives events by name: the words of an event have it, so that only what is on the page is looked up.
ALTER TABLE event_terms ADD COLUMN event_name TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE event_terms SET event_name = (SELECT name FROM events WHERE id = event_id);
ALTER TABLE event_terms ALTER COLUMN event_name DROP DEFAULT;
DROP INDEX event_terms_by_term;
CREATE INDEX event_terms_by_term ON event_terms (term, event_name, event_id);
