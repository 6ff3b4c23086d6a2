-- What has an end stays in its table for some time after it: removing a counter earlier would reset
-- it. Tokens are stored as their SHA-256: each has at least 128 random bits.

-- When a temporary password is good no more.
ALTER TABLE accounts ADD COLUMN password_expires_at INTEGER;

-- The live challenge of each scope: a new one takes the row of the one before. Its code is stored
-- nowhere: it is derived from the identifier.
CREATE TABLE challenges (
    tenant TEXT NOT NULL,
    client_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- The address in its one form; also one that nobody has.
    recipient TEXT NOT NULL,
    id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    is_consumed INTEGER NOT NULL DEFAULT 0 CHECK (is_consumed IN (0, 1)),
    PRIMARY KEY (tenant, client_id, channel, recipient)
) STRICT, WITHOUT ROWID;

-- Which call consumed a challenge: asked for where the answer to its commit was lost.
CREATE TABLE redemptions (
    challenge_id TEXT NOT NULL PRIMARY KEY,
    operation_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Failed attempts of an address, over all its challenges in the tenant.
CREATE TABLE budgets (
    tenant TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, channel, recipient)
) STRICT, WITHOUT ROWID;

-- What is counted in a window. The key is a hash: what a caller typed is in it.
CREATE TABLE quotas (
    key_hash BLOB NOT NULL PRIMARY KEY,
    counted INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE captchas (
    token_hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    -- Where the piece belongs, in pixels.
    x INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE captcha_proofs (
    token_hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE state_tokens (
    token_hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A session is good while its generation is the account's.
CREATE TABLE sessions (
    token_hash BLOB NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Messages, written in the transaction that they tell of.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- 'waiting', 'sent', 'failed', or 'void' where nobody has the address.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'void')),
    channel TEXT NOT NULL,
    -- The address as it is stored with the account; none in a void row.
    deliver_to TEXT,
    lang TEXT NOT NULL,
    -- What is told, as JSON. No code is in it, and a temporary password is sealed.
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- When it is no longer worth sending.
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it may be tried next: a worker that takes it moves this ahead.
    due_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_by_due ON outbox (state, due_at);
