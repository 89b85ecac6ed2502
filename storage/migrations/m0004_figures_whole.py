"""Figures whole: corrections with reasons, a second person, closed periods, and a ledger of what sessions add up to."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import append_only, ddl

COUNTS = "men_count, women_count, unspecified_count, session_count"
STATEMENTS = (
    "ALTER TABLE figures ADD COLUMN state TEXT NOT NULL DEFAULT 'recorded' CHECK (state IN ('recorded', 'cancelled'))",
    "ALTER TABLE figures ADD COLUMN reason TEXT",
    "ALTER TABLE figures ADD COLUMN approved_by BIGINT",
    "ALTER TABLE figures ADD COLUMN submission_key TEXT",
    "ALTER TABLE targets ADD COLUMN approved_by BIGINT",
    "ALTER TABLE targets ADD COLUMN submission_key TEXT",
    "CREATE INDEX figures_by_place ON figures (indicator, place_code, to_on)",
    "CREATE INDEX figures_by_submission ON figures (submission_key) WHERE submission_key IS NOT NULL",
    "CREATE INDEX targets_by_submission ON targets (submission_key) WHERE submission_key IS NOT NULL",
    """CREATE TABLE reach_entries (
        id {serial},
        session_id BIGINT NOT NULL REFERENCES sessions (id),
        version INTEGER NOT NULL,
        cause TEXT NOT NULL
            CHECK (cause IN ('recorded', 'corrected', 'cancelled', 'approved', 'returned', 'duplicate')),
        month_on DATE NOT NULL,
        held_on DATE NOT NULL,
        place_code TEXT NOT NULL,
        mode TEXT NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('approved', 'unreviewed')),
        men_count INTEGER NOT NULL,
        women_count INTEGER NOT NULL,
        unspecified_count INTEGER NOT NULL,
        session_count INTEGER NOT NULL,
        changed_by BIGINT NOT NULL,
        changed_at {timestamp} NOT NULL
    )""",
    "CREATE INDEX reach_entries_of_session ON reach_entries (session_id)",
    "CREATE INDEX reach_entries_by_place ON reach_entries (place_code, held_on, session_id)",
    "CREATE INDEX reach_entries_by_day ON reach_entries (held_on, session_id)",
    "CREATE INDEX reach_entries_by_change ON reach_entries (month_on, changed_at)",
    """CREATE TABLE reach_totals (
        place_code TEXT NOT NULL,
        grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
        from_on DATE NOT NULL,
        mode TEXT NOT NULL,
        standing TEXT NOT NULL,
        men_count BIGINT NOT NULL,
        women_count BIGINT NOT NULL,
        unspecified_count BIGINT NOT NULL,
        session_count BIGINT NOT NULL,
        PRIMARY KEY (place_code, grain, from_on, mode, standing)
    )""",
    """CREATE TABLE proposals (
        id {serial},
        submission_key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('figure', 'target')),
        data {json} NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected')),
        proposed_by BIGINT NOT NULL,
        proposed_at {timestamp} NOT NULL,
        decided_by BIGINT,
        decided_at {timestamp},
        CONSTRAINT proposals_two_people CHECK (decided_by <> proposed_by OR state <> 'approved')
    )""",
    """CREATE TABLE publications (
        id {serial},
        code TEXT NOT NULL UNIQUE,
        from_on DATE NOT NULL,
        to_on DATE NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        counts_unreviewed INTEGER NOT NULL,
        reason TEXT,
        content {json} NOT NULL,
        hash TEXT NOT NULL,
        closed_by BIGINT NOT NULL,
        closed_at {timestamp} NOT NULL,
        CONSTRAINT publications_period CHECK (from_on <= to_on),
        CONSTRAINT publications_revision UNIQUE (from_on, to_on, revision)
    )""",
)
STANDING = "CASE s.review WHEN 'approved' THEN 'approved' ELSE 'unreviewed' END"
COUNTED = """FROM session_versions v JOIN sessions s ON s.id = v.session_id AND s.current_version = v.version
    {shared} WHERE v.state = 'recorded' AND s.review <> 'duplicate'"""
# What counts today, written down as if each session had come as it stands now: the acts before are not known here.
PEOPLE = {
    False: "CASE WHEN {is_shared} THEN 0 ELSE v.men_count END, CASE WHEN {is_shared} THEN 0 ELSE v.women_count END, "
    "CASE WHEN {is_shared} THEN 0 ELSE v.unspecified_count END, 1",
    True: "{men}, {women}, {unspecified}, 0",
}
BACKFILL = tuple(
    "INSERT INTO reach_entries (session_id, version, cause, month_on, held_on, place_code, mode, standing, "
    f"{COUNTS}, changed_by, changed_at) SELECT s.id, v.version, 'recorded', {{month}}, v.held_on, "
    f"{'{share}' if shared else 'v.place_code'}, v.mode, {STANDING}, {people}, v.recorded_by, v.received_at "
    f"{COUNTED.format(shared='{shares}' if shared else '')}"
    for shared, people in PEOPLE.items()
)
TOTALS = tuple(
    f"INSERT INTO reach_totals (place_code, grain, from_on, mode, standing, {COUNTS}) "  # noqa: S608  our own words
    f"SELECT substr(place_code, 1, {width}), '{grain}', {day}, mode, standing, "
    "sum(men_count), sum(women_count), sum(unspecified_count), sum(session_count) "
    f"FROM reach_entries WHERE length(place_code) >= {width} GROUP BY 1, 3, 4, 5"
    for width in (2, 5, 8, 13)
    for grain, day in (("day", "held_on"), ("month", "month_on"))
)
WORDS = {
    "sqlite": {
        "month": "date(v.held_on, 'start of month')",
        "is_shared": "json_type(v.shares) = 'object'",
        "shares": "JOIN json_each(CASE WHEN json_type(v.shares) = 'object' THEN v.shares ELSE '{}' END) AS share",
        "share": "share.key",
        "men": "json_extract(share.value, '$[0]')",
        "women": "json_extract(share.value, '$[1]')",
        "unspecified": "json_extract(share.value, '$[2]')",
    },
    "postgresql": {
        "month": "date_trunc('month', v.held_on)::date",
        "is_shared": "jsonb_typeof(v.shares) = 'object'",
        "shares": "CROSS JOIN LATERAL jsonb_each("
        "CASE WHEN jsonb_typeof(v.shares) = 'object' THEN v.shares ELSE '{}' END) AS share",
        "share": "share.key",
        "men": "(share.value->>0)::integer",
        "women": "(share.value->>1)::integer",
        "unspecified": "(share.value->>2)::integer",
    },
}


async def apply(connection: AsyncConnection) -> None:
    dialect = connection.dialect.name
    for statement in STATEMENTS:
        await connection.exec_driver_sql(ddl(dialect, statement))
    for statement in BACKFILL:
        await connection.exec_driver_sql(statement.format(**WORDS[dialect]))
    for statement in TOTALS:
        await connection.exec_driver_sql(statement)
    for table in ("reach_entries", "publications"):
        for trigger in append_only(dialect, table):
            await connection.exec_driver_sql(trigger)
