-- Times are milliseconds since 1970, in UTC.

-- One row a person. Applications and policies are configuration, not data: they are not here.
CREATE TABLE accounts (
    -- Unique over all tenants: the API's paths name the user and no tenant.
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    username TEXT NOT NULL,
    name TEXT,
    -- As the person wrote them; messages go to these.
    email TEXT,
    mobile TEXT,
    -- The forms that are compared, so that two spellings of one address are one address.
    username_key TEXT NOT NULL,
    email_key TEXT,
    mobile_key TEXT,
    status TEXT NOT NULL CHECK (status IN ('active', 'frozen')),
    -- A PHC string, so that the parameters can change from one password to the next.
    password_hash TEXT NOT NULL,
    -- Whether the password must be changed at the next login.
    must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    -- Raised with every change of the password or of an address. Whoever writes names the version
    -- that was read, so of two changes at once the second finds no row and reads again.
    version BIGINT NOT NULL DEFAULT 1,
    -- Raised with every change of the password: what was signed in before no longer is.
    session_generation BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    UNIQUE (tenant, username_key),
    UNIQUE (tenant, email_key),
    UNIQUE (tenant, mobile_key)
);

-- The passwords before the current one, no more of them than the policy remembers.
CREATE TABLE password_history (
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- The account's version that the password belonged to: later ones are greater.
    version BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, version)
);

CREATE TABLE access_tokens (
    -- SHA-256 of the token: whoever reads this table cannot use what is in it. A token is 256 random
    -- bits, so no slower hash is needed.
    token_hash BYTEA NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- For removing those past their time.
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);
