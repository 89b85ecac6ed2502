"""Sessions in the books, as far as somebody may touch them: one's own, or any for staff."""

from bot.access import Role
from bot.refusals import button_is_old
from bot.turn import Turn
from storage.sessions import Session


async def session_of(turn: Turn, code: str) -> Session:
    """The session of that code, for whoever may see and change it; refused for everybody else."""
    turn.require(Role.FACILITATOR)
    session = await turn.unit.sessions.by_code(code)
    if session is None or not is_mine(turn, session):
        raise button_is_old()
    return session


def is_mine(turn: Turn, session: Session) -> bool:
    return session.reported_by == turn.person.telegram_id or turn.role >= Role.STAFF
