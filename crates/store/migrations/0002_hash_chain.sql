-- Every row of the change log gets a hash over its own content and the hash before it. The program copies the rows over, computing
-- as it goes, and then drops the old table. A program that knows no hashes can no longer write here, which is meant: it would break the chain.
DROP INDEX change_log_by_object;
ALTER TABLE change_log RENAME TO change_log_unchained;
CREATE TABLE change_log (
    sequence BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    client TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    object_name TEXT NOT NULL,
    before_json TEXT,
    after_json TEXT,
    -- SHA-256 in hexadecimal.
    hash TEXT NOT NULL
);
CREATE INDEX change_log_by_object ON change_log (object_kind, object_id, sequence);
