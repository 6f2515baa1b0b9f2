-- Findings of the lint that somebody decided to live with, and why. A finding is named by its key, whatever order it is found in.
CREATE TABLE lint_suppressions (
    id TEXT PRIMARY KEY,
    finding_key TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    suppressed_by TEXT NOT NULL,
    suppressed_at BIGINT NOT NULL
);
