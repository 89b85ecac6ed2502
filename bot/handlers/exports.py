"""Sessions to take away: a spreadsheet of a period for staff, Word documents of one session for who may see it."""

from bot.access import Role
from bot.books import session_of
from bot.exports.documents import KINDS
from bot.exports.sessions import Exporter, period_of
from bot.refusals import Refusal, button_is_old
from bot.replies import Card, File, Reply, card
from bot.session_documents import document_data
from bot.turn import Turn

MOST = 5_000  # sessions in one file of the chat; the command line has no such limit


async def export(turn: Turn) -> Reply:
    """/ekspor and a period: the sessions as a spreadsheet, drawn by the sender."""
    turn.require(Role.STAFF)
    words = turn.incoming.arguments
    period = period_of(words, turn.today)
    if period is None:
        raise Refusal("export.not_understood", words=words[:80])
    lines = await turn.unit.session_export.within(period.from_on, period.to_on, most=MOST + 1)
    if len(lines) > MOST:
        raise Refusal("export.too_many", most=turn.number(MOST))
    exporter = Exporter(turn.house.texts, turn.library.places, turn.house.timezone)
    if not lines:
        return card(turn.say("export.none", period=exporter.period(period)))
    me, days = turn.person.telegram_id, f"{period.from_on}..{period.to_on}"
    await turn.unit.audit.note(me, "export_sessions", f"sessions:{days}", turn.now, rows=len(lines))
    counted = [line for line in lines if line.counts]
    caption = turn.say(
        "export.caption",
        period=exporter.period(period),
        lines=turn.number(len(lines)),
        counted=turn.number(len(counted)),
        people=turn.number(sum(line.total for line in counted)),
    )
    name = f"sesi_{period.from_on:%Y%m%d}_{period.to_on:%Y%m%d}.xlsx"
    return Reply((Card(caption, file=File("sessions_xlsx", name, exporter.data(lines, period, turn.now))),))


async def document(turn: Turn) -> Reply:
    """A button under a session: its attendance list to print, or its minutes."""
    code, kind = (*turn.action, "", "")[:2]
    session = await session_of(turn, code)
    if kind not in KINDS:
        raise button_is_old()
    reporter = await turn.unit.people.get(session.reported_by)
    data = document_data(turn, session, kind, (reporter.name if reporter else None) or "")
    caption = turn.say(f"document.{kind}", code=session.code)
    return Reply((Card(caption, file=File("session_docx", f"{kind}_{session.code}.docx", data)),))
