"""Files on Telegram's side: stored once, named by file_id, fetched through getFile."""

from __future__ import annotations

import hashlib
import itertools
import mimetypes
import struct
import zlib
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import ApiError, bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.errors import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
LONGEST_SIDES = 10_000
STEEPEST_RATIO = 20
SIGNATURES = MappingProxyType(
    {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
)
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes on their way in; its repr keeps them out of logs and test failures."""

    name: str
    mime: str
    data: bytes

    def __repr__(self) -> str:
        return f"Upload({self.name!r}, {self.mime!r}, {len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file Telegram keeps."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    def reference(self) -> Json:
        """What every file object has in common."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """The last `history` files by id, by unique id and by download path; older ones are gone, as if expired."""

    def __init__(self, *, history: int) -> None:
        self._history = history
        self._by_id: dict[str, StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = itertools.count()

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        """Store what came in under a new id."""
        if len(upload.data) > (PHOTO_LIMIT if folder == "photos" else UPLOAD_LIMIT):
            raise ApiError(413, "Request Entity Too Large")
        if not upload.data:
            raise bad_request("file must be non-empty")
        upload = replace(upload, mime=_image_type(upload)) if folder == "photos" else upload
        number = next(self._numbers)
        unique_id = hashlib.blake2b(upload.data, digest_size=9).hexdigest() + f"{number:x}"
        suffix = mimetypes.guess_extension(upload.mime) or ".bin"
        path = f"{folder}/file_{number}{suffix}"
        stored = StoredFile(f"SIM-{unique_id}", unique_id, path, upload.name, upload.mime, upload.data)
        self._by_id[stored.file_id] = self._by_unique_id[unique_id] = self._by_path[path] = stored
        if len(self._by_id) > self._history:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_unique_id[oldest.unique_id], self._by_path[oldest.path]
        return stored

    def resolve(self, value: Any, folder: str, uploads: Mapping[str, Upload]) -> StoredFile:
        """What a call means by a file: an upload, `attach://name`, or the id of one sent before."""
        if isinstance(value, Upload):
            return self.keep(value, folder)
        if not isinstance(value, str):
            raise bad_request("wrong file identifier/HTTP URL specified")
        if value.startswith("attach://"):
            name = value.removeprefix("attach://")
            if name not in uploads:
                raise bad_request(f'failed to find attached file "{name}"')
            return self.keep(uploads[name], folder)
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if value not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[value]

    def content(self, file_id: str) -> bytes:
        """What is in a file; `LookupError` if there is none of that id."""
        return self._by_id[file_id].data

    def describe(self, file_id: str) -> Json:
        """The answer of getFile."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.data) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return stored.reference() | {"file_path": stored.path}

    def at(self, path: str) -> StoredFile | None:
        """The file a download path leads to."""
        return self._by_path.get(path)

    def shown(self, unique_id: str) -> StoredFile | None:
        """The file the chat page asks for."""
        return self._by_unique_id.get(unique_id)


def _image_type(upload: Upload) -> str:
    """What the bytes say; what a client calls a picture is not to be relied on."""
    found = [mime for sign, mime in SIGNATURES.items() if upload.data.startswith(sign)]
    return found[0] if found else upload.mime


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or WebP; Telegram takes nothing else as a photo."""
    size = None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        size = struct.unpack(">II", data[16:24])
    elif data.startswith((b"GIF87a", b"GIF89a")):
        size = struct.unpack("<HH", data[6:10])
    elif data.startswith(b"\xff\xd8"):
        size = _jpeg_size(data)
    elif data[8:12] == b"WEBP":
        size = (512, 512)  # close enough: nothing here draws it
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LONGEST_SIDES or max(size) > STEEPEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def sample_photo(width: int = 320, height: int = 240) -> bytes:
    """A small PNG with a soft gradient, for whoever needs just any photo."""
    rows = b"".join(
        b"\x00" + b"".join(bytes((90 + 100 * x // width, 150, 90 + 120 * y // height)) for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
