"""How a file is laid out: what separates its columns, where its header is, which lines before it are none of it."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

from experiments.data.sources.reading.numbers import GAPS, numberlike
from experiments.data.table import DataError

SEPARATORS = ",;\t|"
SPACES = r"\s+"  # any number of spaces and tabs
NAMED = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "\\t": "\t",
    "bar": "|",
    "pipe": "|",
    "space": SPACES,
    " ": SPACES,
}
LINES, LETTERS = 200, 2_000_000  # of the file's beginning, that tell its layout

Record = tuple[int, list[str]]  # the number of its last line, from 1, and its cells


@dataclass(frozen=True)
class Dialect:
    """The layout of a text.

    Attributes:
        separator: a character, or a pattern for spaces.
        lines: lines to skip before the first row: title, comments, header.
        row: the number of the first row, as a spreadsheet counts.
        names: the columns' names, stripped; an empty one is none.
        header: whether the file gave them.
        comments: whether lines that begin with # are none of its rows.
        notes: what was decided.
    """

    separator: str
    lines: int
    row: int
    names: tuple[str, ...]
    header: bool
    comments: bool
    notes: tuple[str, ...]


def dialect(path: str, text: str, separator: str | None = None) -> Dialect:
    """The layout of a text, by its first 200 lines.

    Raises:
        DataError: no separator makes columns of it, or its first lines fit no header.
    """
    start, stated, comments, notes = preamble(text)
    sample = text[start : start + LETTERS]
    complete = start + LETTERS >= len(text)
    first = text.count("\n", 0, start)
    given = NAMED.get(separator, separator) if separator else stated
    if given is not None and given != SPACES and (len(given) != 1 or given.isalnum() or given in "\"'.\n"):
        raise DataError(
            "sep must be one character between columns, or comma, semicolon, tab, bar or space. Received: "
            f"{separator!r}."
        )
    tried = [given] if given else [*SEPARATORS, SPACES]
    chosen = max(tried, key=lambda mark: fitness(records(sample, mark, complete), mark))
    rows = records(sample, chosen, complete)
    width = usual(rows)
    if width < 2:
        seen = next((",".join(cells) for _, cells in rows if any(cells)), "")[:80]
        raise DataError(
            f"{path} needs a header, a column to predict and at least one other, separated by commas, "
            "semicolons, tabs, "
            f"bars or spaces (--sep names another mark). Received: {seen!r}."
        )
    position = heading(path, rows, width, first)
    if position and rows[0][1]:
        shown = " ".join(" ".join(cells).strip() for _, cells in rows[:position] if any(cells))[:60]
        notes.append(f"its first lines skipped, as they are no rows ({shown})")
    body = [cells for _, cells in rows[position + 1 :] if any(cell.strip() for cell in cells)]
    if is_headless(rows[position][1], body):
        names = tuple(f"column {number}" for number in range(1, width + 1))
        above = rows[position - 1] if position else (0, [])
        notes.append(
            f"no header, since row {first + above[0] + 1} holds data: columns are named {names[0]} to {names[-1]}"
        )
        return Dialect(chosen, first + above[0], first + position + 1, names, False, comments, tuple(notes))
    if not body:
        raise DataError(f"{path} has a header and no rows. Received: {', '.join(rows[position][1])}.")
    header = [" ".join(name.lstrip("#" if comments else "").split()) for name in rows[position][1]]
    names = tuple(header + [""] * (width - len(header)))
    return Dialect(chosen, first + rows[position][0], first + position + 2, names, True, comments, tuple(notes))


def preamble(text: str) -> tuple[int, str | None, bool, list[str]]:
    """Where the text begins behind blank lines, a `sep=` line and comments; the separator; whether it has comments."""
    start, separator, comments, notes = 0, None, False, []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip(" \t\ufeff")
        if stated := re.fullmatch(r"\"?sep=(.)\"?", line, re.IGNORECASE):
            separator = stated.group(1)
        elif text[start:end].lower().startswith("sep=\t"):
            separator = "\t"
        elif line.startswith("#"):
            following = text[end + 1 :].split("\n", 1)[0]
            if is_header(line, following):
                break
            comments = True
            notes = ["lines that begin with # skipped"]
        elif line:
            break
        start = end + 1
    return start, separator, comments or text.startswith("#", start), notes


def is_header(line: str, following: str) -> bool:
    """Whether a line that begins with # names the columns of the next, which holds numbers."""
    for mark in SEPARATORS:
        cells = following.split(mark)
        if len(cells) > 1 and len(cells) == len(line.split(mark)):
            return any(map(numberlike, cells)) and not any(map(numberlike, line.split(mark)))
    return False


def records(sample: str, separator: str, complete: bool) -> list[Record]:
    """The first rows as lists of trimmed cells; none where the separator makes no sense of them."""
    if separator == SPACES:
        lines = sample.split("\n")[: LINES + 1]
        rows = [(number, line.split()) for number, line in enumerate(lines, 1)]
    else:
        reader, rows = csv.reader(StringIO(sample), delimiter=separator, skipinitialspace=True), []
        try:
            for cells in reader:
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
                if len(rows) > LINES:
                    break
        except csv.Error:
            return []
    if len(rows) > LINES or not complete:
        rows = rows[:-1] or rows  # the last one may be cut
    return rows


def usual(rows: list[Record]) -> int:
    """The number of cells that most rows have."""
    widths = [len(cells) for _, cells in rows if any(cells)]
    return max(sorted(set(widths), reverse=True), key=widths.count) if widths else 0


def fitness(rows: list[Record], separator: str) -> tuple[float, ...]:
    """How well a separator divides rows: the share that have equally many cells, if at least two.

    Then how many cells hold another separator (fewer is better), whether the first row is as wide, and how wide.
    """
    width = usual(rows)
    kept = [cells for _, cells in rows if any(cells)]
    share = sum(len(cells) == width for cells in kept) / len(kept) if width > 1 else 0.0
    if separator == SPACES and share < 1:
        share = 0.0  # words of a text are no columns
    held = sum(mark in cell for cells in kept[:50] for cell in cells for mark in SEPARATORS[1:])
    first = next((len(cells) for cells in kept), 0)
    return share - 0.5 * (separator == SPACES), -float(held), float(first == width), width


def heading(path: str, rows: list[Record], width: int, first: int) -> int:
    """Which of the rows is the header: the first that is as wide as most. Narrower ones before it are a title."""
    for index, (line, cells) in enumerate(rows[:50]):
        filled = sum(bool(cell) for cell in cells)
        if len(cells) >= width - 1 and filled >= min(2, width) and not (filled == 1 and width > 2):
            return index
        following = rows[index + 1][1] if index + 1 < len(rows) else []
        if filled > 1 and any(map(numberlike, following)):
            raise DataError(
                f"{path}, row {first + line}: the header has {len(cells)} cells, and most rows have {width}. "
                "Give every "
                "column a name."
            )
    raise DataError(f"{path} has no header: none of its first rows has {width} cells, as most rows have.")


def is_headless(first: list[str], body: list[list[str]]) -> bool:
    """Whether what should be the header is a row: it holds numbers where numbers follow, and words that come again."""
    if not body:
        return False
    likes = [numberlike(cell) for cell in first]
    if all(like or cell.lower() in GAPS for like, cell in zip(likes, first, strict=True)) and any(likes):
        return True
    again = []
    for column, (cell, like) in enumerate(zip(first, likes, strict=True)):
        others = [row[column] for row in body if column < len(row)]
        again.append(any(map(numberlike, others)) if like else not cell or cell in others)
    return all(again) and any(first)
