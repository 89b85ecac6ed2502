"""What we remember: tables, transactions and queries. No Telegram type and no sentence lives here.

Codes and plain values go in, frozen dataclasses come out. Everything happens inside a `Unit`:
one connection, one transaction, committed whole or not at all.
"""

from storage.engine import Unavailable
from storage.unit import Store, Unit

__all__ = ["Store", "Unavailable", "Unit"]
