-- Ids are GUIDs as lower-case text, moments are microseconds since 1970 UTC, secrets are SHA-256 in hexadecimal.

-- What changed, by part: a reader compares these with what it holds in memory.
CREATE TABLE versions (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
INSERT INTO versions (name, value, changed_by, changed_at) VALUES ('profiles', 1, '', 0);
INSERT INTO versions (name, value, changed_by, changed_at) VALUES ('order', 1, '', 0);
INSERT INTO versions (name, value, changed_by, changed_at) VALUES ('directory', 1, '', 0);

CREATE TABLE profiles (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    -- {"default": method, "pairs": [[ownership, method], ...]} in Graph's words.
    enrollment_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    modified_by TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0)
);

CREATE TABLE profile_order (
    place BIGINT PRIMARY KEY CHECK (place >= 0),
    profile_id TEXT NOT NULL UNIQUE REFERENCES profiles (id)
);

-- Groups are not referenced, because a directory that is loaded again may no longer hold a group that is assigned.
CREATE TABLE assignments (
    profile_id TEXT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    target_key TEXT NOT NULL,
    target_type TEXT NOT NULL,
    group_id TEXT,
    filter_id TEXT,
    filter_mode TEXT,
    PRIMARY KEY (profile_id, target_key)
);

-- At most one row.
CREATE TABLE organization (
    id TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    -- A list of names.
    verified_domains TEXT NOT NULL,
    mdm_authority TEXT NOT NULL
);

-- The position keeps the order in which the records came.
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    display_name TEXT NOT NULL,
    user_principal_name TEXT NOT NULL,
    mail TEXT,
    given_name TEXT,
    surname TEXT,
    department TEXT,
    job_title TEXT,
    company_name TEXT,
    city TEXT,
    country TEXT,
    employee_id TEXT,
    user_type TEXT NOT NULL,
    account_enabled BOOLEAN NOT NULL
);

CREATE TABLE groups (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    display_name TEXT NOT NULL,
    description TEXT,
    mail TEXT,
    mail_nickname TEXT NOT NULL,
    is_microsoft_365 BOOLEAN NOT NULL,
    mail_enabled BOOLEAN NOT NULL,
    security_enabled BOOLEAN NOT NULL,
    membership_rule TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE group_members (
    group_id TEXT NOT NULL,
    member_kind TEXT NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (group_id, member_kind, member_id)
);

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    display_name TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    operating_system_version TEXT NOT NULL,
    device_ownership TEXT NOT NULL,
    enrollment_profile_name TEXT,
    model TEXT,
    owner_id TEXT,
    is_managed BOOLEAN NOT NULL
);

CREATE TABLE restrictions (
    id TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    description TEXT NOT NULL,
    -- 0 is the default.
    priority BIGINT NOT NULL UNIQUE,
    platform_blocked BOOLEAN NOT NULL,
    personal_blocked BOOLEAN NOT NULL,
    os_minimum TEXT,
    os_maximum TEXT
);

CREATE TABLE restriction_assignments (
    restriction_id TEXT NOT NULL REFERENCES restrictions (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    target_key TEXT NOT NULL,
    target_type TEXT NOT NULL,
    group_id TEXT,
    filter_id TEXT,
    filter_mode TEXT,
    PRIMARY KEY (restriction_id, target_key)
);

CREATE TABLE administrators (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE credentials (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    administrator_id TEXT REFERENCES administrators (id) ON DELETE SET NULL,
    scope TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX credentials_by_administrator ON credentials (administrator_id);
CREATE INDEX credentials_by_kind ON credentials (kind, created_at);

CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (caller, idempotency_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Rows are only ever added; triggers refuse anything else.
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
    after_json TEXT
);
CREATE INDEX change_log_by_object ON change_log (object_kind, object_id, sequence);
