"""python -m experiments.run: plan, train what is missing, report. The only file that knows everybody."""

import argparse
import shlex
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from experiments import catalog, names
from experiments.errors import UserError
from experiments.interruption import ended, interrupted
from experiments.options import VERIFY, parse
from experiments.study import Study
from experiments.tuning import configs

FAILED, BAD_REQUEST = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; gives the exit status."""
    folders: list[Path] = []  # where this command stores
    try:
        options = parse(arguments)
        if options.list:
            return show_list()
        if options.studies == [VERIFY]:
            folders.append(options.out / VERIFY)
            return verify(options)
        return 0 if answer(options, folders) else FAILED
    except UserError as error:
        print(error, file=sys.stderr)
        return BAD_REQUEST
    except KeyboardInterrupt:
        return interrupted(folders, write_pages)


def answer(options: argparse.Namespace, folders: list[Path]) -> bool:
    """Runs and reports what is asked for; whether no folder's trials were all in vain.

    All of it is checked before any of it is trained.
    """
    from experiments.device import choose

    choose(options.device)
    found = [name for name in options.studies if configs.holds_search(name)]
    options.studies = [name for name in options.studies if name not in found]
    studies, title, notes = ([], "", []) if found and not options.studies else chosen(options)
    done = [show_report(options, folder, studies=()) for folder in (search(options, found, folders) if found else ())]
    if found and not options.studies:
        return all(done)
    folders.append(options.out / options.name)
    if not options.report_only:
        train(options, studies, title, notes)
    if not options.dry_run:
        named = None if options.report_only else [one.name for one in studies]
        done.append(show_report(options, folders[-1], named, None if options.report_only else ()))
    return all(done)


def chosen(options: argparse.Namespace) -> tuple[list[Study], str, list[str]]:
    """The studies that are asked for, fit for their data, what the plan calls the data, and what it says of them.

    None to report alone.
    """
    if options.report_only:
        return [], "", []
    from experiments.checking import fitting
    from experiments.selection import select

    studies, title, notes = select(options)
    fitting.check(studies)
    return studies, title, notes


def verify(options: argparse.Namespace) -> int:
    """Repeats published experiments; status 1 if a number differs."""
    from rich.console import Console

    from experiments import verification
    from experiments.data.sources.downloads import cached

    agrees = verification.run(Console(quiet=options.quiet), cached("fashion_mnist"), options.out / VERIFY)
    return 0 if agrees else FAILED


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
    return 0


def search(options: argparse.Namespace, names: list[str], stored: list[Path]) -> list[Path]:
    """Runs searches, on their own data unless others are asked for; gives the folders to report, none of a dry run."""
    from experiments.quiet import import_keras
    from experiments.tuning.places import check_stored, folders, places

    asked = places(options, names)
    stored += folders(asked)
    if options.report_only:
        check_stored(asked)
        return folders(asked)
    import_keras()
    from experiments.selection import dataset
    from experiments.tuning.command import prepared, run

    data = [dataset(one.dataset, options.target, options.reading) if one.dataset else None for one in asked]
    ready = [prepared(options, one, other) for one, other in zip(asked, data, strict=True)]
    for one, each in zip(asked, ready, strict=True):
        run(options, each, one.folder, command(options))
    return [] if options.dry_run else folders(asked)


def train(options: argparse.Namespace, studies: list[Study], title: str, notes: list[str]) -> None:
    """Plans, and unless it is a dry run trains and stores what is missing."""
    from rich.console import Console

    from experiments import progress
    from experiments.changed import changed
    from experiments.plan import plan
    from experiments.store import finished

    console = Console(quiet=options.quiet)
    path = options.out / options.name / "results.sqlite"
    plans = plan(studies, finished(path, options.retry), options.engine)
    notes += changed(path, [trial for one in plans for group in one.groups for trial in group.trials])
    progress.show_plan(console, plans, title, notes)
    if not options.dry_run:
        execute(options, console, plans, path)
    if options.until_decided and not options.dry_run:
        decide(options, console, studies, path)


def decide(options: argparse.Namespace, console: Any, studies: list[Study], path: Path) -> None:
    """Adds replicates to what is undecided, look by look; a claim once decided stays so."""
    from experiments import progress
    from experiments.further import further
    from experiments.plan import plan
    from experiments.store import finished, read

    now = {one.name: one for one in studies}
    for look in sorted({look for one in studies for look in one.looks[1:]}):
        open_ = further([one for one in now.values() if look in one.looks], read(path), look)
        if open_:
            now.update({one.name: one for one in open_})
            plans = plan(open_, finished(path, options.retry), options.engine)
            progress.show_plan(console, plans, f"what is undecided, up to {look} replicates")
            execute(options, console, plans, path)


def execute(options: argparse.Namespace, console: Any, plans: list, path: Path) -> None:
    """Trains the plans, one progress line a study, and stores each stack as it finishes."""
    from experiments import environment, progress
    from experiments.data import facts
    from experiments.store import Store

    store, here = Store(path), environment.facts()
    try:
        labels = (dict.fromkeys(("name", "title"), one.study.on) if one.study.on else {} for one in plans)
        store.plan((one.study, facts(one.study.data) | label) for one, label in zip(plans, labels, strict=True))
        run = store.begin(command(options), here)
        if any(one.missing for one in plans):
            from experiments.execution.executor import Executor

            with progress.watched(console, [one for one in plans if one.missing], options.quiet) as lines:
                Executor(store, run, here, workers=options.workers).execute(
                    (group, line) for one, line in lines for group in one.groups
                )
        store.end(run)
    finally:
        store.close()


def command(options: argparse.Namespace) -> str:
    """The command that repeats this run."""
    return shlex.join(["python", "-m", "experiments.run", *options.given])


def show_report(
    options: argparse.Namespace, folder: Path, studies: Collection[str] | None, searches: Collection[str] | None = None
) -> bool:
    """Writes pages, event files and, if asked for, CSV tables; prints the answers; whether any trial succeeded.

    Args:
        options: of the command line.
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
    ended = outcome(results, studies, searches)
    if said := ended.told():
        print(said, file=sys.stderr, flush=True)
    with tensorboard.written(results, folder / "tensorboard"):
        summary = summarise(results)
        page = render.write(summary, folder, cores())
    if options.csv:
        export.csv(results, folder)
    console = Console(quiet=options.quiet)
    console.print(terminal.answers(summary))
    print(f"Report: {page}")
    return not ended.vain


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
