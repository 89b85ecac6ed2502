"""A fitted model kept between starts: fitting takes a second or two, reading it back a twentieth.

What is kept is bound to everything it came from; whatever differs, is broken or cannot be read is fitted anew.
"""

import contextlib
import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
CODE = (
    *("learning.py", "ranking.py", "normalize.py", "spelling.py", "lexicon.toml"),
    *("alarm.py", "danger.py", "danger.toml", "signs.py"),
)


@dataclass(frozen=True)
class Fitted:
    """What a model learnt: the weight of each feature, and its row of one number a class.

    Beside it the examples it could not settle: (example, the class it belongs to, the class it is taken for).
    """

    weights: dict[str, float]
    rows: dict[str, list[float]]
    collisions: list[tuple[str, str, str]]


def fingerprint(texts: Mapping[str, Sequence[str]], *about: object) -> str:
    """Names the content and the code a fit depends on."""
    digest = sha256(f"{sys.version} {marshal.version} {about}".encode())
    for name in CODE:
        digest.update((FOLDER / name).read_bytes())
    for name in sorted(texts):
        digest.update("\0".join((name, *texts[name], "\n")).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def recall(file: Path, wanted: str) -> Fitted | None:
    """What was kept under this fingerprint, if it can be read."""
    try:
        kept, *fitted = marshal.loads(file.read_bytes())  # noqa: S302  a file of ours beside the database
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return Fitted(*fitted) if kept == wanted else None


def keep(file: Path, name: str, fitted: Fitted) -> None:
    """Write it whole or not at all; a folder that cannot be written costs only time at the next start."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        written = file.with_suffix(f".{os.getpid()}")
        written.write_bytes(marshal.dumps((name, fitted.weights, fitted.rows, fitted.collisions)))
        written.replace(file)
