"""Reports: from stored results to verdicts that a person can read. Needs no Keras.

`summary = build(path)` is the run as a plain dict, `write(path)` makes its pages, `csv(path)` its tables. Imports are
made when they are needed, so that `experiments.judging.measures` can be asked for names at no cost of drawing.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.report.shapes.run import Summary


def build(path: str | Path) -> "Summary":
    """The summary of a run: its folder, or the `results.sqlite` in it."""
    from experiments.report.summary import summarise
    from experiments.store import read

    return summarise(read(path))


def write(path: str | Path, folder: str | Path | None = None, summary: "Summary | None" = None) -> Path:
    """Writes the pages of a run, beside its results unless a folder is named; gives the path of `index.html`."""
    from experiments.report import render

    return render.write(build(path) if summary is None else summary, folder or home(path))


def csv(path: str | Path, folder: str | Path | None = None) -> list[Path]:
    """Writes the tables of a run, beside its results unless a folder is named."""
    from experiments.report import export
    from experiments.store import read

    return export.csv(read(path), folder or home(path))


def home(path: str | Path) -> Path:
    """The folder of a run."""
    return Path(path) if Path(path).is_dir() else Path(path).parent
