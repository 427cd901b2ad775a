"""The bytes of a file without what packs them, and what kind of file they are, by their first bytes."""

import bz2
import gzip
import io
import lzma
import re
import zipfile
from pathlib import Path, PurePath

from experiments.data.table import DataError

TEXT, JSON_LINES, PARQUET, FEATHER, EXCEL, NUMPY = "text", "JSON lines", "Parquet", "Feather", "Excel", "NumPy"
ENDINGS = {
    JSON_LINES: (".jsonl", ".ndjson"),
    PARQUET: (".parquet", ".pq"),
    FEATHER: (".feather", ".arrow", ".ftr"),
    EXCEL: (".xlsx", ".xlsm"),
    NUMPY: (".npz",),
}
STARTS = {b"PAR1": PARQUET, b"ARROW1": FEATHER, b"FEA1": FEATHER}
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
DEPTH = 3  # packings within each other
UNREADABLE = {
    b"\xd0\xcf\x11\xe0": "an old or encrypted Excel workbook. Save it as .xlsx or CSV",
    b"\x89HDF": "an HDF5 file. Save it as Parquet or CSV",
    b"SQLite format 3": "an SQLite database. Save the table as Parquet or CSV",
    b"%PDF": "a PDF. Save its table as CSV",
    b"\x93NUMPY": "a single NumPy array. Save inputs and targets together: numpy.savez(file, x=..., y=...)",
    b"\x89PNG": "an image. Images go into a folder for each class: photos/cat/1.png",
    b"\xff\xd8\xff": "an image. Images go into a folder for each class: photos/cat/1.jpg",
}
TAR = slice(257, 262)  # where a tar archive says `ustar`


def opened(path: str) -> tuple[bytes, str]:
    """A file's bytes, unpacked, and its kind: one of `ENDINGS`, or text.

    The bytes decide. A name that promises a kind which they are not is refused.

    Raises:
        DataError: there is no such file, it cannot be unpacked, or nothing here reads it.
    """
    try:
        content = Path(path).read_bytes()
        for _ in range(DEPTH):
            content = unpacked(path, content)
    except FileNotFoundError as error:
        raise DataError(f"There is no data file {path}.") from error
    except IsADirectoryError as error:
        raise DataError(f"{path} is a folder. Name a file in it.") from error
    except (OSError, EOFError, ValueError, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataError(f"{path} cannot be read: {error}".rstrip(".") + ".") from error
    for start, what in UNREADABLE.items():
        if content.startswith(start):
            raise DataError(f"{path} cannot be read: it is {what}.")
    if content[TAR] == b"ustar":
        raise DataError(f"{path} cannot be read: it is a tar archive. Unpack it, and name a file in it.")
    actual, promised = kind(path, content), promise(path)
    if promised not in (None, actual) and not (promised == JSON_LINES and actual == TEXT):
        held = f"text ({content[:30].decode(errors='replace')!r})" if actual == TEXT else f"a file of kind {actual}"
        raise DataError(
            f"{path} is no {promised} file, though its name says so. Give it the ending of what it holds. "
            f"Received: {held if content else 'an empty file'}."
        )
    return content, promised or actual


def promise(path: str) -> str | None:
    """The kind that a file's name promises, whatever packs it; None for text and for other endings."""
    name = PurePath(path.lower())
    name = name.with_suffix("") if name.suffix in PACKED else name
    return next((kind for kind, endings in ENDINGS.items() if name.suffix in endings), None)


def kind(path: str, content: bytes) -> str:
    """The kind of a file by its bytes."""
    for start, binary in STARTS.items():
        if content.startswith(start):
            return binary
    if content.startswith(b"PK\x03\x04"):
        return archive(path, content) or TEXT
    lines = re.split(rb"[\r\n]+", content[:100_000].strip(), maxsplit=2)
    objects = [line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines[:2]]
    return JSON_LINES if len(objects) == 2 and all(objects) else TEXT


def archive(path: str, content: bytes) -> str | None:
    """The kind of file that a zip really is; None for a zip of one file.

    Raises:
        DataError: it is another document, or holds several files.
    """
    members = member_names(content)
    if any(member.startswith("xl/") for member in members):
        return EXCEL
    if members and all(member.endswith(".npy") for member in members):
        return NUMPY
    if any(member.startswith("word/") or member == "mimetype" for member in members):
        raise DataError(f"{path} cannot be read: it is a document. Save its sheet as .xlsx or CSV (UTF-8).")
    if len(members) != 1:
        raise DataError(f"{path} must hold one file. Received: {', '.join(members[:5]) or 'none'}.")
    return None


def member_names(content: bytes) -> list[str]:
    """The names of the files in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return [name for name in opened.namelist() if not name.endswith("/") and not name.startswith("__MACOSX")]


def unpacked(path: str, content: bytes) -> bytes:
    """The bytes without one packing: gzip, bzip2, xz, Zstandard, or a zip of one file; else as they are."""
    if content.startswith(b"\x1f\x8b"):
        return gzip.decompress(content)
    if content.startswith(b"BZh"):
        return bz2.decompress(content)
    if content.startswith(b"\xfd7zXZ"):
        return lzma.decompress(content)
    if content.startswith(b"\x28\xb5\x2f\xfd"):
        import pyarrow

        with pyarrow.CompressedInputStream(pyarrow.BufferReader(content), "zstd") as stream:
            return stream.read()
    if content.startswith(b"PK\x03\x04") and archive(path, content) is None:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return opened.read(member_names(content)[0])
    return content
