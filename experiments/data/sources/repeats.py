"""Rows that come again: a sentence where copies fall on both sides of a split."""

from experiments.data.table import Table

RARE = 0.01  # of the rows: fewer copies change no score that anybody would see


def repeated(table: Table) -> list[str]:
    """The note on rows with an equal row on another side of a split, if they are 1 % of all or more.

    Nothing of a single feature, which comes again by nature. With test rows of their own, those count that are among
    the other rows; with groups, those of another group.
    """
    lines = table.x.reshape(len(table.x), -1)
    if lines.shape[1] == 1:
        return []
    y = table.y.reshape(len(table.y), -1)
    test = len(lines) if table.test is None else table.test
    hashes = [hash(line.tobytes() + value.tobytes()) for line, value in zip(lines, y, strict=True)]
    if test < len(lines):
        learned = set(hashes[:test])
        copies = sum(value in learned for value in hashes[test:])
        note = f"{copies} of {len(lines) - test} test rows are among the other rows too, so that scores may be too good"
        return [note] if copies else []
    alike: dict[int, set[int]] = {}
    for row, value in enumerate(hashes):
        alike.setdefault(value, set()).add(row if table.groups is None else int(table.groups[row]))
    copies = sum(len(alike[value]) > 1 for value in hashes)
    if copies < max(2, RARE * len(lines)):
        return []
    return [
        f"{copies} of {len(lines)} rows are like another one in all that is learned and predicted; such copies fall on "
        "both sides of the split, so that scores may be too good for new rows"
    ]
