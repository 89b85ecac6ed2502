"""The tables around figures: what sessions add up to, changes that wait for a second person, closed periods."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, Text, UniqueConstraint

from storage.columns import Json, Serial, Utc
from storage.schema import table

reach_entries = table(
    "reach_entries",  # append-only ledger: by how much each act changed what counts, and where
    Column("id", Serial, primary_key=True),
    Column("session_id", Serial, ForeignKey("sessions.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("cause", Text, nullable=False),  # recorded, corrected, cancelled, approved, returned, duplicate
    Column("month_on", Date, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("place_code", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("standing", Text, nullable=False),  # approved, unreviewed
    Column("men_count", Integer, nullable=False),
    Column("women_count", Integer, nullable=False),
    Column("unspecified_count", Integer, nullable=False),
    Column("session_count", Integer, nullable=False),
    Column("changed_by", BigInteger, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

reach_totals = table(
    "reach_totals",  # the ledger added up, by place of every level, for each day and each month
    Column("place_code", Text, primary_key=True),
    Column("grain", Text, primary_key=True),  # day, month
    Column("from_on", Date, primary_key=True),
    Column("mode", Text, primary_key=True),
    Column("standing", Text, primary_key=True),
    Column("men_count", BigInteger, nullable=False),
    Column("women_count", BigInteger, nullable=False),
    Column("unspecified_count", BigInteger, nullable=False),
    Column("session_count", BigInteger, nullable=False),
)

proposals = table(
    "proposals",  # figures and targets that a second member of staff is to look at before they stand
    Column("id", Serial, primary_key=True),
    Column("submission_key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # figure, target
    Column("data", Json, nullable=False),
    Column("state", Text, nullable=False),  # waiting, approved, rejected
    Column("proposed_by", BigInteger, nullable=False),
    Column("proposed_at", Utc, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Utc),
)

publications = table(
    "publications",  # append-only: a closed period with every number as it stood then
    Column("id", Serial, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("counts_unreviewed", Integer, nullable=False),
    Column("reason", Text),
    Column("content", Json, nullable=False),
    Column("hash", Text, nullable=False),
    Column("closed_by", BigInteger, nullable=False),
    Column("closed_at", Utc, nullable=False),
    UniqueConstraint("from_on", "to_on", "revision", name="publications_revision"),
)
