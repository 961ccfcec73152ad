-- The names of secrets to log in on a host with. They may be set later, and be deleted: then nobody logs in there.
ALTER TABLE hosts ADD COLUMN key_secret TEXT COLLATE "C" CHECK (length(key_secret) BETWEEN 1 AND 100);
ALTER TABLE hosts ADD COLUMN passphrase_secret TEXT COLLATE "C" CHECK (length(passphrase_secret) BETWEEN 1 AND 100);
