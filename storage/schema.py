"""Every table, as queries see it. `migrations/` creates them; a test holds the two against each other.

Times ending in `_at` are UTC, dates ending in `_on` are local dates of the office. People and rupiah are
integers; NULL means "not reported", zero is a value. Place codes are TEXT: a lost zero is a lost village.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

from storage.columns import Json, Serial, Utc

metadata = MetaData()


def table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts)


migrations = table(
    "migrations",
    Column("name", Text, primary_key=True),
    Column("applied_at", Utc, nullable=False),
)

outbox = table(
    "outbox",  # one Bot API call a row; sequence 0 of an update is its outcome and its claim
    Column("id", Serial, primary_key=True),
    Column("update_id", BigInteger),
    Column("sequence", Integer, nullable=False),
    Column("chat_id", BigInteger),
    Column("method", Text),
    Column("params", Json),
    Column("state", Text, nullable=False),  # pending, sent, failed, silent (nothing to send)
    Column("error", Text),
    Column("message_id", BigInteger),
    Column("created_at", Utc, nullable=False),
    Column("done_at", Utc),
    Column("then_calls", Json),  # what follows once it is sent, or refused for good
    UniqueConstraint("update_id", "sequence", name="outbox_one_outcome"),
)

quarantine = table(
    "quarantine",  # updates nobody could read or settle, kept raw for the engineers, for a while
    Column("id", Serial, primary_key=True),
    Column("update_id", BigInteger),
    Column("digest", Text, nullable=False, unique=True),
    Column("raw", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("received_at", Utc, nullable=False),
)

people = table(
    "people",  # only those who hold a role or chose a language
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text),
    Column("role", Text),
    Column("places", Json, nullable=False),
    Column("language", Text),
    Column("changed_at", Utc, nullable=False),
    Column("on_duty_since", Utc),
)

invitations = table(
    "invitations",
    Column("token_hash", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("places", Json, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("used_by", BigInteger),
    Column("used_at", Utc),
)

drafts = table(
    "drafts",
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("form", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("data", Json, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

sessions = table(
    "sessions",  # outreach sessions; what was reported stands in session_versions
    Column("id", Serial, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("submission_key", Text, nullable=False, unique=True),
    Column("reported_by", BigInteger, nullable=False),
    Column("current_version", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("review", Text, nullable=False, server_default="new"),  # of the current version: new, approved, …
)

session_versions = table(
    "session_versions",  # append-only
    Column("session_id", Serial, ForeignKey("sessions.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", Text, nullable=False),  # recorded, cancelled
    Column("held_on", Date, nullable=False),
    Column("mode", Text, nullable=False),  # face_to_face, online
    Column("place_code", Text, nullable=False),
    Column("men_count", Integer, nullable=False),
    Column("women_count", Integer, nullable=False),
    Column("unspecified_count", Integer, nullable=False),
    Column("materials", Json, nullable=False),
    Column("note", Text),
    Column("reason", Text),
    Column("recorded_by", BigInteger, nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("details", Json),  # the fields of an official report beyond the count, by name
    Column("shares", Json),  # of an online session over several places: counts by code
)

figures = table(
    "figures",  # append-only revisions of one stored number each
    Column("id", Serial, primary_key=True),
    Column("indicator", Text, nullable=False),
    Column("kind", Text, nullable=False),  # flow, cumulative, snapshot
    Column("place_code", Text, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date, nullable=False),
    Column("dimensions", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("value", BigInteger),
    Column("source", Text, nullable=False),
    Column("source_url", Text),
    Column("source_dated", Text),
    Column("note", Text),
    Column("recorded_by", BigInteger),
    Column("recorded_at", Utc, nullable=False),
    Column("state", Text, nullable=False, server_default="recorded"),  # recorded, cancelled
    Column("reason", Text),
    Column("approved_by", BigInteger),
    Column("submission_key", Text),
    UniqueConstraint(
        "indicator",
        "kind",
        "place_code",
        "from_on",
        "to_on",
        "dimensions",
        "revision",
        name="figures_identity",
    ),
)

targets = table(
    "targets",  # append-only revisions, each with its basis
    Column("id", Serial, primary_key=True),
    Column("indicator", Text, nullable=False),
    Column("place_code", Text, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date, nullable=False),
    Column("dimensions", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("value", BigInteger),
    Column("basis", Text, nullable=False),
    Column("basis_url", Text),
    Column("basis_dated", Text),
    Column("recorded_by", BigInteger),
    Column("recorded_at", Utc, nullable=False),
    Column("approved_by", BigInteger),
    Column("submission_key", Text),
    UniqueConstraint("indicator", "place_code", "from_on", "to_on", "dimensions", "revision", name="targets_identity"),
)

audit = table(
    "audit",  # append-only: who did what to what, without what people typed
    Column("id", Serial, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("actor", BigInteger),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("detail", Json, nullable=False),
)

tickets = table(
    "tickets",  # what people asked us to pass on to staff; who asked is forgotten when it ends
    Column("id", Serial, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # question, alert
    Column("state", Text, nullable=False),  # waiting, acknowledged, answered, closed, expired
    Column("submission_key", Text, unique=True),
    Column("asker_id", BigInteger),
    Column("asker_name", Text),  # of alerts only
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("topic", Text),  # the likeliest, or none
    Column("danger", Text),
    Column("country", Text),
    Column("regency_code", Text),
    Column("level", Integer, nullable=False),  # how often the clock has raised it
    Column("due_at", Utc),  # when the clock looks at it next
    Column("handled_by", BigInteger),
    Column("created_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

ratings = table(
    "ratings",  # how often an answer helped or did not; nobody's name
    Column("topic", Text, primary_key=True),
    Column("rating", Text, primary_key=True),
    Column("month_on", Date, primary_key=True),
    Column("rated_count", Integer, nullable=False),
)

conversations = table(
    "conversations",  # the topic somebody read last, for a day at most
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Text, nullable=False),
    Column("rated_message", BigInteger),  # whose rating was counted last
    Column("changed_at", Utc, nullable=False),
)

checklists = table(
    "checklists",  # what somebody ticked on the way abroad
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("route", Text, primary_key=True),
    Column("ticked", Json, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

options = table(
    "options",  # what the office chose while the bot runs
    Column("name", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("changed_by", BigInteger),
    Column("changed_at", Utc, nullable=False),
)
