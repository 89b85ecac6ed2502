"""The hash of every file that belongs to a session, so that one can be shown to be the file that was sent.

The files stay at Telegram; each is fetched once, read through, and let go. Telegram lets bots fetch up to 20 MB.
"""

import logging
from hashlib import sha256

from telegram.error import BadRequest, TelegramError

from bot.client import Client
from storage import Store

log = logging.getLogger(__name__)

AT_ONCE = 3  # files a look
UNREADABLE = "-"  # instead of a hash, for what Telegram no longer gives or never did


async def hash_new_files(store: Store, client: Client, file_url: str) -> int:
    """Hash some of the files that have no hash yet; how many. What cannot be fetched for now is tried again."""
    async with store.begin() as unit:
        waiting = await unit.evidence.without_hash(most=AT_ONCE)
    done = {}
    for number, file_id in waiting:
        try:
            found = await client.call("getFile", {"file_id": file_id})
            done[number] = sha256(await client.fetch(f"{file_url}/{found['file_path']}")).hexdigest()
        except (BadRequest, KeyError):
            done[number] = UNREADABLE
        except TelegramError:
            log.info("evidence %s waits for its hash", number)
    if done:
        async with store.begin() as unit:
            await unit.evidence.keep_hashes(done)
    return len(done)
