"""The text of a file, in whatever characters it is written; a page or a document is refused by what it is."""

import codecs
import re

from experiments.data.table import DataError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAY = (
    "Say which characters it is written in, such as --encoding cp1251 (Cyrillic), cp1250 (Central Europe), cp1252 "
    "(western), shift_jis (Japanese), gb18030 (Chinese) or utf-16."
)
FOREIGN = re.compile(r"[^\W\d_][\u0080-\u009f\u00a1-\u00af\u00b1\u00b3-\u00b6\u00b8-\u00bf\u2020-\u203a][^\W\d_]")
RUN = re.compile(r"[\u00c0-\u024f]{3,}")


def text(path: str, content: bytes, characters: str | None = None) -> tuple[str, list[str]]:
    """The text of some bytes with line ends of one kind, and what was decided about its characters.

    Without `characters` it is UTF-8, what its first bytes say, or Windows-1252 where that reads like words.

    Raises:
        DataError: it is no text of rows, or its characters are not known.
    """
    written, notes = decoded(path, content, characters)
    if "\0" in written:
        raise DataError(f"{path} cannot be read as CSV: it holds zero bytes, as files that are no text do. {SAY}")
    page = written[:1000].lstrip().lower()
    if page.startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise DataError(f"{path} cannot be read as CSV: it is a web page or XML. Download the data themselves as CSV.")
    if page.startswith(("{", "[{", "[[")):
        raise DataError(
            f"{path} cannot be read as CSV: it is JSON. Save it as JSON lines (.jsonl, one record a line) or as CSV."
        )
    if not page.strip("\ufeff\n\r\t ,;|"):
        raise DataError(f"{path} is empty. It needs a header and one row a sample.")
    return (written.replace("\r\n", "\n").replace("\r", "\n") if "\r" in written else written), notes


def decoded(path: str, content: bytes, characters: str | None) -> tuple[str, list[str]]:
    """The text, and what was decided where no option names its characters."""
    if characters is not None:
        return decode_as(path, content, characters), []
    for mark, name in MARKS:
        if content.startswith(mark):
            return decode_as(path, content, name), []
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4:
        name = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return decode_as(path, content, name), [f"its characters read as {name}"]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        written = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} cannot be read as CSV: it is neither UTF-8 nor Windows-1252. {SAY}") from error
    if not is_plausible(written):
        raise DataError(
            f"{path} cannot be read as CSV: it is not UTF-8, and as Windows-1252 its words make no sense "
            f"({sample(written)!r}). {SAY}"
        )
    return written, [f"its characters read as Windows-1252, such as {sample(written)!r} (--encoding names others)"]


def decode_as(path: str, content: bytes, characters: str) -> str:
    """The text in characters that are named."""
    try:
        codec = codecs.lookup(characters)
        written = content.decode(codec.name)
    except (LookupError, UnicodeError) as error:
        raise DataError(
            f"{path} cannot be read with the characters {characters!r}: {error}. Names are Python's, such as "
            "utf-8, utf-16, "
            "cp1252, cp1251, shift_jis or gb18030."
        ) from error
    if not isinstance(written, str):
        raise DataError(
            f"{characters!r} is not a set of characters. Allowed: utf-8, utf-16, cp1252, cp1251 and others."
        )
    return written.removeprefix("\ufeff")


def is_plausible(written: str) -> bool:
    """Whether a text that was read as Windows-1252 looks like a western language: accented letters stand alone."""
    accented = sum("\u00c0" <= letter <= "\u024f" for letter in written)
    together = sum(len(run) for run in RUN.findall(written))
    return together <= max(1, accented) / 4 and not FOREIGN.search(written)


def sample(written: str) -> str:
    """A word with a character that is not ASCII."""
    word = re.search(r"[^\s,;|\t\"]*[^\x00-\x7f][^\s,;|\t\"]*", written)
    return word.group()[:20] if word else ""
