"""A small, faithful Bot API server with a chat page: the bot's Telegram when there is none.

It imports nothing else of the project and no Telegram library, so it can also judge them.
"""

from bot.simulator.chats import Call, Chat
from bot.simulator.faults import Fault, Faults, Network
from bot.simulator.people import Account, demo_accounts
from bot.simulator.simulator import Simulator

__all__ = ["Account", "Call", "Chat", "Fault", "Faults", "Network", "Simulator", "demo_accounts"]
