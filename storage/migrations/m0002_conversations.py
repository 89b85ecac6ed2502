"""What is passed on to staff, what helps, where a conversation stands, who is on duty, and what the office chose."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import ddl

STATEMENTS = (
    "ALTER TABLE outbox ADD COLUMN then_calls {json}",
    "ALTER TABLE people ADD COLUMN on_duty_since {timestamp}",
    """CREATE TABLE tickets (
        id {serial},
        code TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('question', 'alert')),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'answered', 'closed', 'expired')),
        submission_key TEXT UNIQUE,
        asker_id BIGINT,
        asker_name TEXT,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        topic TEXT,
        danger TEXT,
        country TEXT,
        regency_code TEXT,
        level INTEGER NOT NULL CHECK (level >= 0),
        due_at {timestamp},
        handled_by BIGINT,
        created_at {timestamp} NOT NULL,
        changed_at {timestamp} NOT NULL,
        CONSTRAINT tickets_forgotten CHECK (asker_id IS NULL OR state IN ('waiting', 'acknowledged'))
    )""",
    "CREATE INDEX tickets_due ON tickets (due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX tickets_open ON tickets (id) WHERE state IN ('waiting', 'acknowledged')",
    """CREATE TABLE ratings (
        topic TEXT NOT NULL,
        rating TEXT NOT NULL,
        month_on DATE NOT NULL,
        rated_count INTEGER NOT NULL,
        PRIMARY KEY (topic, rating, month_on)
    )""",
    """CREATE TABLE conversations (
        telegram_id BIGINT PRIMARY KEY,
        topic TEXT NOT NULL,
        rated_message BIGINT,
        changed_at {timestamp} NOT NULL
    )""",
    """CREATE TABLE checklists (
        telegram_id BIGINT NOT NULL,
        route TEXT NOT NULL,
        ticked {json} NOT NULL,
        changed_at {timestamp} NOT NULL,
        PRIMARY KEY (telegram_id, route)
    )""",
    """CREATE TABLE options (
        name TEXT PRIMARY KEY,
        value {json} NOT NULL,
        changed_by BIGINT,
        changed_at {timestamp} NOT NULL
    )""",
)


async def apply(connection: AsyncConnection) -> None:
    for statement in STATEMENTS:
        await connection.exec_driver_sql(ddl(connection.dialect.name, statement))
