"""Excel: a sheet as the text that Excel would export, so that titles, units and headers are found as in CSV."""

import csv
import datetime
import io
import warnings
from typing import Any

from experiments.data.sources.reading.formats.text import laid_out
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError
from experiments.errors import guess


def rows(path: str, content: bytes, sheet: str | None = None) -> Rows:
    """The rows of one sheet, by their numbers in it; a formula counts as the value that was last computed.

    Args:
        path: what messages call the workbook.
        content: its bytes.
        sheet: its name; None where only one sheet holds anything.

    Raises:
        DataError: the file is damaged, or it is not clear which sheet is meant.
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of formats, extensions and other things that hold no value
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = {page.title: values(page) for page in book.worksheets}
    except Exception as error:  # a damaged workbook fails in as many ways as there are parts in it
        raise DataError(f"{path} cannot be read as Excel: {type(error).__name__}: {error}".rstrip(".") + ".") from error
    chosen = which(path, {title: cells for title, cells in sheets.items() if cells}, list(sheets), sheet)
    width = max(map(len, sheets[chosen]))
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(
        [*row, *[""] * (width - len(row))] for row in sheets[chosen]
    )
    notes = [f"its sheet {chosen}"] if len(sheets) > 1 else []
    return laid_out(f"{path}, sheet {chosen}" if len(sheets) > 1 else path, text.getvalue(), "tab", notes)


def which(path: str, filled: dict[str, Any], titles: list[str], sheet: str | None) -> str:
    """The name of the sheet that is meant."""
    if sheet is not None:
        if sheet not in titles:
            raise DataError(f"{path} has no sheet {sheet!r}.{guess(sheet, titles)} It has: {', '.join(titles)}.")
        if sheet not in filled:
            raise DataError(f"{path}: the sheet {sheet!r} is empty. With rows: {', '.join(filled) or 'none'}.")
        return sheet
    if not filled:
        raise DataError(f"{path} is empty. It needs a header and one row a sample.")
    if len(filled) > 1:
        raise DataError(f"{path} has several sheets. Say which one with --sheet. It has: {', '.join(filled)}.")
    return next(iter(filled))


def values(page: Any) -> list[list[str]]:
    """The cells of a sheet as text, up to the last row that holds any."""
    page.reset_dimensions()  # what a workbook says of its sheets' sizes may be wrong
    cells = [[written(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    while cells and not any(cells[-1]):
        cells.pop()
    return cells


def written(cell: Any) -> str:
    """A cell as text that reads back as the same value."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        return repr(cell.total_seconds())
    return repr(cell) if isinstance(cell, float) else str(cell)
