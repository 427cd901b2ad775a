"""python -m experiments.run: plan, train what is missing, report. The only file that knows everybody."""

import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from experiments import catalog, names, packages
from experiments.errors import UserError
from experiments.interruption import ended, interrupted
from experiments.options import parse
from experiments.refusal import check
from experiments.request import VERIFY, Request
from experiments.study import Study
from experiments.tuning import configs

DONE, FAILED, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit status."""
    folders: list[Path] = []
    try:
        return answer(parse(arguments), folders)
    except UserError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return interrupted(folders, write_pages)


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
    check(request)
    if request.list:
        return show_list()
    searches = [name for name in request.studies if configs.holds_search(name)]
    packages.check(not request.report_only, bool(searches))
    if request.studies == (VERIFY,):
        folders.append(request.out / VERIFY)
        return verify(request)
    from experiments.device import choose

    choose(request.device)
    studies_only = tuple(name for name in request.studies if name not in searches)
    request = replace(request, studies=studies_only, words=request.given)
    if searches and not request.studies:
        return DONE if search(request, searches, folders) else FAILED
    studies, title, notes = chosen(request)
    fruitful = search(request, searches, folders) if searches else True
    folders.append(request.folder)
    if not request.report_only:
        train(request, studies, title, notes)
    if not request.dry_run:
        named = None if request.report_only else [study.name for study in studies]
        fruitful &= show_report(request, request.folder, named, None if request.report_only else ())
    return DONE if fruitful else FAILED


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


def search(request: Request, names: list[str], stored: list[Path]) -> bool:
    """Runs and reports searches, on their own data unless others are asked for; whether any trial of each succeeded."""
    from experiments.tuning.jobs import check_stored, folders, jobs

    asked = jobs(request, names)
    stored += folders(asked)
    if request.report_only:
        check_stored(asked)
    else:
        from experiments.quiet import import_keras

        import_keras()
        from experiments.selection import dataset
        from experiments.tuning.command import prepared, run

        data = [dataset(job.dataset, request.reading) if job.dataset else None for job in asked]
        searches = [prepared(request, job, other) for job, other in zip(asked, data, strict=True)]
        for job, made in zip(asked, searches, strict=True):
            run(request, made, job.folder)
    fruitful = True
    for folder in () if request.dry_run else folders(asked):
        fruitful &= show_report(request, folder, studies=())
    return fruitful


def train(request: Request, studies: list[Study], title: str, notes: list[str]) -> None:
    """Plans, and unless it is a dry run trains and stores what is missing."""
    from rich.console import Console

    from experiments.rounds import rounds, study_rounds

    planned = study_rounds(request, studies, title, notes)
    rounds(planned, request.file, Console(quiet=request.quiet), request.command, request.dry_run)


def show_report(
    request: Request, folder: Path, studies: Collection[str] | None, searches: Collection[str] | None = None
) -> bool:
    """Writes pages, event files and, if asked for, CSV tables; prints the answers; whether any trial succeeded.

    Args:
        request: what is asked for.
        folder: of the run.
        studies, searches: whose trials are meant; None for all that the folder holds.
    """
    from rich.console import Console

    from experiments import tensorboard
    from experiments.environment import cores
    from experiments.report import export, render, terminal
    from experiments.report.outcome import outcome
    from experiments.report.summary import summarise
    from experiments.store import read

    results = read(folder)
    trials = outcome(results, studies, searches)
    if sentence := trials.sentence():
        print(sentence, file=sys.stderr, flush=True)
    with tensorboard.written(results, folder / "tensorboard"):
        summary = summarise(results)
        page = render.write(summary, folder, cores())
    if request.csv:
        export.csv(results, folder)
    console = Console(quiet=request.quiet)
    console.print(terminal.answers(summary))
    print(f"Report: {page}")
    return not trials.vain


def write_pages(folder: Path) -> Path:
    """Writes the pages of what there is."""
    from experiments.environment import cores
    from experiments.report import render
    from experiments.report.summary import summarise
    from experiments.store import read

    return render.write(summarise(read(folder)), folder, cores())


def console() -> int:
    """The command `keras-experiments`: like `python -m`, it finds modules of the user's own in the working folder."""
    sys.path.insert(0, "")
    return ended(main)


if __name__ == "__main__":
    sys.exit(ended(main))
