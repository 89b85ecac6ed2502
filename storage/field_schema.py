"""The tables around outreach sessions: review, evidence, attendance, learned positions."""

from sqlalchemy import BigInteger, Column, Date, Double, ForeignKey, Integer, Text, UniqueConstraint

from storage.columns import Serial, Utc
from storage.schema import table

reviews = table(
    "reviews",  # append-only: what staff said of a version
    Column("id", Serial, primary_key=True),
    Column("session_id", Serial, ForeignKey("sessions.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("verdict", Text, nullable=False),  # approved, returned, duplicate (of the other, which counts), separate
    Column("field", Text),
    Column("note", Text),
    Column("other_session_id", Serial, ForeignKey("sessions.id")),
    Column("reviewed_by", BigInteger, nullable=False),
    Column("reviewed_at", Utc, nullable=False),
)

evidence = table(
    "evidence",  # photographs and documents; the files stay at Telegram
    Column("id", Serial, primary_key=True),
    Column("submission_key", Text, nullable=False),
    Column("kind", Text, nullable=False),  # photo, document
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("sha256", Text),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Utc, nullable=False),
    UniqueConstraint("submission_key", "file_unique_id", name="evidence_once"),
)

attendance_doors = table(
    "attendance_doors",  # a session whose participants may check themselves in
    Column("submission_key", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("place_code", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("opened_by", BigInteger, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("closes_at", Utc, nullable=False),
    Column("card_message_id", BigInteger),
    Column("questions_count", Integer, nullable=False, server_default="0"),
)

attendance = table(
    "attendance",  # who came, known only by a hash that differs from session to session
    Column("submission_key", Text, ForeignKey("attendance_doors.submission_key"), primary_key=True),
    Column("participant_hash", Text, primary_key=True),
    Column("sex", Text, nullable=False),
    Column("attended_at", Utc, nullable=False),
)

origins = table(
    "origins",  # the session somebody came from, so that their questions count for it; for a month
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("submission_key", Text, nullable=False),
    Column("since_at", Utc, nullable=False),
)

village_positions = table(
    "village_positions",  # where sessions were held, as their facilitators' telephones said
    Column("session_id", Serial, ForeignKey("sessions.id"), primary_key=True),
    Column("village_code", Text, nullable=False),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    Column("recorded_at", Utc, nullable=False),
)
