"""Sessions whole: all fields of a report, review, evidence, attendance by one's own telephone, learned positions."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import append_only, ddl

STATEMENTS = (
    "ALTER TABLE session_versions ADD COLUMN details {json}",
    "ALTER TABLE session_versions ADD COLUMN shares {json}",
    """ALTER TABLE sessions ADD COLUMN review TEXT NOT NULL DEFAULT 'new'
        CHECK (review IN ('new', 'approved', 'returned', 'duplicate'))""",
    "CREATE INDEX sessions_to_review ON sessions (id) WHERE review = 'new'",
    """CREATE TABLE reviews (
        id {serial},
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        version INTEGER NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'returned', 'duplicate', 'separate')),
        field TEXT,
        note TEXT,
        other_session_id BIGINT REFERENCES sessions (id),
        reviewed_by BIGINT NOT NULL,
        reviewed_at {timestamp} NOT NULL,
        CONSTRAINT reviews_other CHECK ((verdict IN ('duplicate', 'separate')) = (other_session_id IS NOT NULL))
    )""",
    "CREATE INDEX reviews_of_session ON reviews (session_id, id)",
    """CREATE TABLE evidence (
        id {serial},
        submission_key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('photo', 'document')),
        file_id TEXT NOT NULL,
        file_unique_id TEXT NOT NULL,
        sha256 TEXT,
        added_by BIGINT NOT NULL,
        added_at {timestamp} NOT NULL,
        CONSTRAINT evidence_once UNIQUE (submission_key, file_unique_id)
    )""",
    """CREATE TABLE attendance_doors (
        submission_key TEXT PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        place_code TEXT NOT NULL,
        held_on DATE NOT NULL,
        opened_by BIGINT NOT NULL,
        opened_at {timestamp} NOT NULL,
        closes_at {timestamp} NOT NULL,
        card_message_id BIGINT,
        questions_count INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE attendance (
        submission_key TEXT NOT NULL REFERENCES attendance_doors (submission_key),
        participant_hash TEXT NOT NULL,
        sex TEXT NOT NULL CHECK (sex IN ('men', 'women', 'unspecified')),
        attended_at {timestamp} NOT NULL,
        PRIMARY KEY (submission_key, participant_hash)
    )""",
    """CREATE TABLE origins (
        telegram_id BIGINT PRIMARY KEY,
        submission_key TEXT NOT NULL,
        since_at {timestamp} NOT NULL
    )""",
    """CREATE TABLE village_positions (
        session_id BIGINT PRIMARY KEY REFERENCES sessions (id),
        village_code TEXT NOT NULL,
        latitude DOUBLE PRECISION NOT NULL CHECK (latitude BETWEEN -90 AND 90),
        longitude DOUBLE PRECISION NOT NULL CHECK (longitude BETWEEN -180 AND 180),
        recorded_at {timestamp} NOT NULL
    )""",
    "CREATE INDEX village_positions_by_village ON village_positions (village_code)",
)


async def apply(connection: AsyncConnection) -> None:
    dialect = connection.dialect.name
    for statement in STATEMENTS:
        await connection.exec_driver_sql(ddl(dialect, statement))
    for trigger in append_only(dialect, "reviews"):
        await connection.exec_driver_sql(trigger)
