"""The first tables: intake and outbox, people, drafts, sessions, figures, targets, audit."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import append_only, ddl

TABLES = (
    """CREATE TABLE outbox (
        id {serial},
        update_id BIGINT,
        sequence INTEGER NOT NULL,
        chat_id BIGINT,
        method TEXT,
        params {json},
        state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'silent')),
        error TEXT,
        message_id BIGINT,
        created_at {timestamp} NOT NULL,
        done_at {timestamp},
        CONSTRAINT outbox_one_outcome UNIQUE (update_id, sequence)
    )""",
    "CREATE INDEX outbox_pending ON outbox (id) WHERE state = 'pending'",
    """CREATE TABLE quarantine (
        id {serial},
        update_id BIGINT,
        digest TEXT NOT NULL UNIQUE,
        raw TEXT NOT NULL,
        error TEXT NOT NULL,
        received_at {timestamp} NOT NULL
    )""",
    """CREATE TABLE people (
        telegram_id BIGINT PRIMARY KEY,
        name TEXT,
        role TEXT CHECK (role IN ('facilitator', 'staff', 'admin')),
        places {json} NOT NULL,
        language TEXT,
        changed_at {timestamp} NOT NULL
    )""",
    """CREATE TABLE invitations (
        token_hash TEXT PRIMARY KEY,
        role TEXT NOT NULL CHECK (role IN ('facilitator', 'staff')),
        places {json} NOT NULL,
        created_by BIGINT NOT NULL,
        created_at {timestamp} NOT NULL,
        expires_at {timestamp} NOT NULL,
        used_by BIGINT,
        used_at {timestamp}
    )""",
    """CREATE TABLE drafts (
        telegram_id BIGINT PRIMARY KEY,
        form TEXT NOT NULL,
        key TEXT NOT NULL,
        data {json} NOT NULL,
        changed_at {timestamp} NOT NULL
    )""",
    """CREATE TABLE sessions (
        id {serial},
        code TEXT NOT NULL UNIQUE,
        submission_key TEXT NOT NULL UNIQUE,
        reported_by BIGINT NOT NULL,
        current_version INTEGER NOT NULL,
        created_at {timestamp} NOT NULL
    )""",
    "CREATE INDEX sessions_by_reporter ON sessions (reported_by, id)",
    """CREATE TABLE session_versions (
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('recorded', 'cancelled')),
        held_on DATE NOT NULL,
        mode TEXT NOT NULL CHECK (mode IN ('face_to_face', 'online')),
        place_code TEXT NOT NULL,
        men_count INTEGER NOT NULL CHECK (men_count >= 0),
        women_count INTEGER NOT NULL CHECK (women_count >= 0),
        unspecified_count INTEGER NOT NULL CHECK (unspecified_count >= 0),
        materials {json} NOT NULL,
        note TEXT,
        reason TEXT,
        recorded_by BIGINT NOT NULL,
        received_at {timestamp} NOT NULL,
        PRIMARY KEY (session_id, version)
    )""",
    "CREATE INDEX session_versions_by_day ON session_versions (held_on, place_code)",
    """CREATE TABLE figures (
        id {serial},
        indicator TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('flow', 'cumulative', 'snapshot')),
        place_code TEXT NOT NULL,
        from_on DATE NOT NULL,
        to_on DATE NOT NULL,
        dimensions TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        value BIGINT CHECK (value >= 0),
        source TEXT NOT NULL,
        source_url TEXT,
        source_dated TEXT,
        note TEXT,
        recorded_by BIGINT,
        recorded_at {timestamp} NOT NULL,
        CONSTRAINT figures_period CHECK (from_on <= to_on),
        CONSTRAINT figures_identity UNIQUE (indicator, kind, place_code, from_on, to_on, dimensions, revision)
    )""",
    """CREATE TABLE targets (
        id {serial},
        indicator TEXT NOT NULL,
        place_code TEXT NOT NULL,
        from_on DATE NOT NULL,
        to_on DATE NOT NULL,
        dimensions TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        value BIGINT CHECK (value >= 0),
        basis TEXT NOT NULL,
        basis_url TEXT,
        basis_dated TEXT,
        recorded_by BIGINT,
        recorded_at {timestamp} NOT NULL,
        CONSTRAINT targets_period CHECK (from_on <= to_on),
        CONSTRAINT targets_identity UNIQUE (indicator, place_code, from_on, to_on, dimensions, revision)
    )""",
    """CREATE TABLE audit (
        id {serial},
        at {timestamp} NOT NULL,
        actor BIGINT,
        action TEXT NOT NULL,
        object TEXT NOT NULL,
        detail {json} NOT NULL
    )""",
)

APPEND_ONLY = ("session_versions", "figures", "targets", "audit")


async def apply(connection: AsyncConnection) -> None:
    dialect = connection.dialect.name
    for statement in TABLES:
        await connection.exec_driver_sql(ddl(dialect, statement))
    for table in APPEND_ONLY:
        for trigger in append_only(dialect, table):
            await connection.exec_driver_sql(trigger)
