"""Input of a client: the name and the bytes of a path, of bytes or of a stream."""

import os
from pathlib import Path
from typing import BinaryIO

from receipt_ocr_client.errors import FileUnsuitable

Source = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO

# The service refuses a request over 10 MiB, in which the form takes some bytes as well
REQUEST_LIMIT_BYTES = 10 * 1024 * 1024
FORM_BYTES = 1024
FILE_LIMIT_BYTES = REQUEST_LIMIT_BYTES - FORM_BYTES


def load(source: Source, name: str | None = None) -> tuple[str, bytes]:
    """Return name and bytes of a path, of bytes, or of a stream, which is read to its end once. Raises FileUnsuitable."""
    if isinstance(source, bytes | bytearray | memoryview):
        called, data = "receipt", bytes(source)
    elif isinstance(source, str | os.PathLike):
        called, data = Path(source).name, read_file(Path(source))
    else:
        called, data = stream_name(source), read_stream(source)
    called = legible(name or called)
    check(called, len(data))
    return called, data


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large, enough to tell. Raises FileUnsuitable."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_LIMIT_BYTES + 1)
    except OSError as fault:
        raise FileUnsuitable(f"{path} cannot be read: {fault.strerror or fault}.") from None


def read_stream(stream: BinaryIO) -> bytes:
    """Return what is left in a stream, however small the pieces a pipe gives it in. Raises FileUnsuitable."""
    data = bytearray()
    while len(data) <= FILE_LIMIT_BYTES:
        piece: object = stream.read(FILE_LIMIT_BYTES + 1 - len(data))
        if not isinstance(piece, bytes):
            raise FileUnsuitable('The stream gives no bytes. Open the file with mode "rb".')
        if not piece:
            break
        data += piece
    return bytes(data)


def stream_name(stream: BinaryIO) -> str:
    """Return the name of the file behind a stream, if there is one."""
    name = getattr(stream, "name", None)
    return Path(name).name if isinstance(name, str) and not name.startswith("<") else "receipt"


def legible(text: str) -> str:
    """Return text that can be sent and written: names of files may have bytes that are not UTF-8, here question marks."""
    return text.encode(errors="replace").decode()


def check(name: str, size: int) -> None:
    """Raise FileUnsuitable for what the service would refuse by its size."""
    if size == 0:
        raise FileUnsuitable(f"{name} is empty.")
    if size > FILE_LIMIT_BYTES:
        raise FileUnsuitable(f"{name} is too large: the service takes 10 MB at most. Make the picture smaller.")
