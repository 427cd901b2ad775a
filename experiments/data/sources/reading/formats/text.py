"""CSV, TSV and the like: the layout is found out, the cells become columns."""

from experiments.data.sources.reading.cells import cells
from experiments.data.sources.reading.characters import text
from experiments.data.sources.reading.dialect import dialect
from experiments.data.sources.reading.rows import Rows


def rows(path: str, content: bytes, characters: str | None = None, separator: str | None = None) -> Rows:
    """The rows of some bytes of text; their numbers are those that a spreadsheet shows."""
    written, notes = text(path, content, characters)
    return laid_out(path, written, separator, notes)


def laid_out(path: str, written: str, separator: str | None, notes: list[str]) -> Rows:
    """The rows of a text."""
    layout = dialect(path, written, separator)
    frame, mark, decided = cells(path, written, layout)
    unnamed = frozenset(name for name in frame if name not in layout.names)
    return Rows(frame, mark, unnamed, notes=(*notes, *layout.notes, *decided))
