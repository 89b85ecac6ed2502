"""Who may do what. Decided here, on the server, from the role in the database at that moment."""

from enum import IntEnum


class Role(IntEnum):
    """Each role may do what those before it may."""

    PUBLIC = 0
    FACILITATOR = 1
    STAFF = 2
    ADMIN = 3

    @classmethod
    def of(cls, stored: str | None, *, is_admin: bool) -> "Role":
        """The role of a person: the one stored, or administrator where ADMIN_IDS says so."""
        if is_admin:
            return cls.ADMIN
        return cls[stored.upper()] if stored else cls.PUBLIC


def may_invite(role: Role) -> Role:
    """The least role that may invite somebody to `role`."""
    return Role.ADMIN if role >= Role.STAFF else Role.STAFF
