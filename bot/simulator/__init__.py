"""A small, faithful Bot API server with a chat page: the bot's Telegram when there is none.

It imports nothing else of the project and no Telegram library, so it can also judge them. Refusals carry
Telegram's own codes and words. Where it differs from Telegram:

- stricter, unless `strict=False`: unknown fields, unknown &entities;, buttons without a label or with two
  actions are refused, which Telegram lets pass in silence;
- narrower: HTML is the only parse mode; files are uploaded or sent again by id, never fetched from a URL;
  no channels, topics, payments, inline mode or business accounts; photos are kept as they came;
- kinder: webhooks may be plain http; flood limits only with `limits=True`, by the documented rules of thumb;
  one counter numbers all private chats, supergroups have their own.
"""

from bot.simulator.chats import Call, Chat
from bot.simulator.faults import Fault, Faults, Network
from bot.simulator.people import Account, demo_accounts
from bot.simulator.simulator import Simulator

__all__ = ["Account", "Call", "Chat", "Fault", "Faults", "Network", "Simulator", "demo_accounts"]
