"""python -m experiments.run: plan, train what is missing, report. The only file that knows everybody."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from experiments import catalog, comparing, names, packages, pages
from experiments.errors import UserError
from experiments.interruption import ended, interrupted
from experiments.options import parse
from experiments.refusal import check
from experiments.request import QUICK, VERIFY, Request
from experiments.study import Study
from experiments.tuning import configs

if TYPE_CHECKING:
    from experiments.report.shapes.run import Summary

DONE, FAILED, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit status."""
    folders: list[Path] = []
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if given[:1] == [comparing.COMPARE]:
            comparing.run(given[1:])
            return DONE
        return answer(parse(given), folders)
    except UserError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return interrupted(folders, pages.write)


def answer(request: Request, folders: list[Path] | None = None) -> int:
    """Does what is asked for, all of which is checked before any of it is trained; gives the exit status.

    The status is 1 where all trials of a folder were in vain, or a published number does not come out; else 0.

    Args:
        request: what is asked for.
        folders: those in which it stores are added here, before anything is stored there.

    Raises:
        UserError: the request is wrong, or cannot be met.
    """
    folders = [] if folders is None else folders
    if request.check:
        from experiments.preview import preview, sorted_out

        request = sorted_out(request)
        check(request)
        packages.check()
        preview(request)
        return DONE
    check(request)
    if request.list:
        return show_list()
    if request.studies == (VERIFY,):
        packages.check(not request.report_only, False)
        folders.append(request.out / VERIFY)
        return verify(request)
    fruitful = [show_report(request, finished) for finished in trained(request, folders)]
    return DONE if all(fruitful) else FAILED


@dataclass(frozen=True)
class Finished:
    """A folder that holds all that a request asks for of it.

    Attributes:
        folder: of the results.
        studies, searches: the names that were asked for; None for all that the folder holds.
        shown: whether a browser shows its pages already.
    """

    folder: Path
    studies: tuple[str, ...] | None
    searches: tuple[str, ...] | None
    shown: bool = False


def trained(request: Request, folders: list[Path]) -> Iterator[Finished]:
    """Trains what is missing of studies and searches; each folder as soon as it is finished, none of a dry run.

    Args:
        request: what is asked for, checked already.
        folders: those in which it stores are added here, before anything is stored there.

    Raises:
        UserError: the request cannot be met.
    """
    searches = [name for name in request.studies if configs.holds_search(name)]
    packages.check(not request.report_only, bool(searches))
    from experiments.device import readied

    notes = readied(request)
    studies_only = tuple(name for name in request.studies if name not in searches)
    request = replace(request, studies=studies_only, words=request.given)
    studies, title, more = ([], "", []) if searches and not studies_only else chosen(request)
    if searches:
        yield from search(request, searches, folders, notes)
    if searches and not studies_only:
        return
    folders.append(request.folder)
    shown = not request.report_only and train(request, studies, title, notes, more)
    if not request.dry_run:
        named = tuple(study.name for study in studies)
        yield Finished(request.folder, *((None, None) if request.report_only else (named, ())), shown)


def chosen(request: Request) -> tuple[list[Study], str, list[str]]:
    """The studies that are asked for, fit for their data, what the plan calls the data, and what it says of them.

    None to report alone.
    """
    if request.report_only:
        return [], "", []
    from experiments.checking import fitting
    from experiments.selection import select

    studies, title, notes = select(request)
    fitting.check(studies)
    return studies, title, notes


def verify(request: Request) -> int:
    """Repeats published experiments; status 1 if a number differs."""
    from rich.console import Console

    from experiments import verification
    from experiments.data.sources.downloads import cached

    agrees = verification.run(Console(quiet=request.quiet), cached("fashion_mnist"), request.out / VERIFY)
    return DONE if agrees else FAILED


def show_list() -> int:
    """Prints studies, searches and data sets."""
    print("Studies")
    for name in catalog.names():
        print(f"  {name:<16} {catalog.load(name).question}")
    print("Searches")
    for name in configs.names():
        print(f"  {name:<16} {configs.load(name).question}")
    print(f"Published experiments\n  {VERIFY:<16} Do the suite's numbers agree with published ones?")
    print(f"Data sets\n  {', '.join(names.DATASETS)}")
    return DONE


def search(request: Request, names: list[str], stored: list[Path], where: list[str]) -> Iterator[Finished]:
    """Runs searches, on their own data unless others are asked for; the plan says `where`."""
    from experiments.tuning.jobs import check_stored, folders, jobs

    asked = jobs(request, names)
    stored += folders(asked)
    if request.report_only:
        check_stored(asked)
    else:
        from experiments.quiet import import_keras

        import_keras()
        from experiments.tuning.command import prepared, run

        searches = [prepared(request, job) for job in asked]
        for job, (made, notes) in zip(asked, searches, strict=True):
            run(request, made, job.folder, [*where, *notes])
    for folder in () if request.dry_run else folders(asked):
        yield Finished(folder, (), tuple(job.name for job in asked if job.folder == folder))


def train(request: Request, studies: list[Study], title: str, where: list[str], notes: list[str]) -> bool:
    """Plans, and unless it is a dry run trains and stores what is missing; whether a browser shows the pages.

    The plan says `where` it trains, and `notes` on what the data made of the studies, which are stored too.
    """
    from rich.console import Console

    from experiments.rounds import rounds, study_rounds

    planned = study_rounds(request, studies, title, [*where, *notes])
    if request.dry_run:
        rounds(planned, request.file, Console(), request.command, dry_run=True)
        return False
    with pages.meanwhile(request.folder, request.open) as shown:
        rounds(planned, request.file, Console(quiet=request.quiet), request.command, notes=notes)
        return shown()


def show_report(request: Request, finished: Finished) -> bool:
    """Writes a report and prints its answers; whether any trial succeeded."""
    from rich.console import Console

    from experiments.report import terminal

    fruitful, summary, page = write_report(request, finished)
    console = Console(quiet=request.quiet)
    console.print(terminal.answers(summary))
    print(f"Report: {page}")
    if request.open and not finished.shown:
        pages.show(page)
    if request.scale == QUICK and finished.studies and not request.quiet:
        print("The same command with --scale standard tries more methods and settings; what is trained counts there.")
    return fruitful


def write_report(request: Request, finished: Finished) -> tuple[bool, "Summary", Path]:
    """Writes pages, event files and, if asked for, CSV tables, and says why trials failed.

    Returns:
        Whether any trial succeeded, the folder's summary, and its front page.
    """
    from experiments import tensorboard
    from experiments.environment import cores
    from experiments.report import export, render
    from experiments.report.outcome import outcome
    from experiments.report.summary import summarise
    from experiments.store import read

    results = read(finished.folder)
    trials = outcome(results, finished.studies, finished.searches)
    if sentence := trials.sentence():
        print(sentence, file=sys.stderr, flush=True)
    with tensorboard.written(results, finished.folder / "tensorboard", request.tensorboard):
        summary = summarise(results)
        page = render.write(summary, finished.folder, cores())
    for asked, write in ((request.csv, export.csv), (request.parquet, export.parquet)):
        if asked:
            write(results, finished.folder)
    return not trials.vain, summary, page


def console() -> int:
    """The command `keras-experiments`: like `python -m`, it finds modules of the user's own in the working folder."""
    sys.path.insert(0, "")
    return ended(main)


if __name__ == "__main__":
    sys.exit(ended(main))
