"""Zip archives without the moment they were made in: the same parts, the same bytes."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say


def timeless(archive: bytes) -> bytes:
    """The archive with every part dated alike."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as given, ZipFile(file, "w", ZIP_DEFLATED) as written:
        for part in given.infolist():
            named = ZipInfo(part.filename, EPOCH)
            named.compress_type = ZIP_DEFLATED
            written.writestr(named, given.read(part))
    return file.getvalue()
