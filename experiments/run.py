"""python -m experiments.run: plan, train what is missing, report. The only file that knows everybody."""

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

from experiments import catalog, names
from experiments.options import VERIFY, parse
from experiments.study import Study
from experiments.tuning import configs

DIFFERENT, BAD_REQUEST, INTERRUPTED = 1, 2, 130


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; gives the exit status."""
    options = parse(arguments)
    if options.list:
        return show_list()
    from experiments.errors import UserError

    try:
        if options.studies == [VERIFY]:
            return verify(options)
        searches = [name for name in options.studies if configs.holds_search(name)]
        options.studies = [name for name in options.studies if name not in searches]
        for folder in search(options, searches) if searches else ():
            show_report(options, folder)
        if searches and not options.studies:
            return 0
        if not options.report_only:
            train(options)
        if not options.dry_run:
            show_report(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return BAD_REQUEST
    except KeyboardInterrupt:
        folder = options.out / options.name
        print(
            f"\nInterrupted. Every finished stack is stored in {folder}; the same command goes on from there.",
            file=sys.stderr,
        )
        return INTERRUPTED
    return 0


def verify(options: argparse.Namespace) -> int:
    """Repeats published experiments; status 1 if a number differs."""
    from rich.console import Console

    from experiments import verification
    from experiments.data.sources import cached

    agrees = verification.run(Console(), cached("fashion_mnist"), options.out / VERIFY)
    return 0 if agrees else DIFFERENT


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


def search(options: argparse.Namespace, names: list[str]) -> list[Path]:
    """Runs searches, on their own data unless others are asked for; gives the folders to report, none of a dry run."""
    from experiments.tuning.places import check_stored, folders, places

    asked = places(options, names)
    if options.report_only:
        check_stored(asked)
        return folders(asked)
    from experiments.device import choose
    from experiments.quiet import import_keras

    choose(options.device)
    import_keras()
    from experiments.selection import dataset
    from experiments.tuning.command import run

    data = [dataset(one.dataset, options.target, options.reading) if one.dataset else None for one in asked]
    for one, other in zip(asked, data, strict=True):
        run(options, one, other, command(options))
    return [] if options.dry_run else folders(asked)


def train(options: argparse.Namespace) -> None:
    """Plans, and unless it is a dry run trains and stores what is missing."""
    from rich.console import Console

    from experiments import progress
    from experiments.device import choose
    from experiments.plan import plan
    from experiments.selection import select
    from experiments.store import finished

    console = Console(quiet=options.quiet)
    choose(options.device)
    studies, title = select(options)
    path = options.out / options.name / "results.sqlite"
    plans = plan(studies, finished(path, options.retry), options.engine)
    progress.show_plan(console, plans, title)
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
        store.plan((one.study, facts(one.study.data)) for one in plans)
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


def show_report(options: argparse.Namespace, place: Path | None = None) -> None:
    """Writes pages, event files and, if asked for, CSV tables; prints the answers."""
    from rich.console import Console

    from experiments import tensorboard
    from experiments.environment import cores
    from experiments.report import export, render, terminal
    from experiments.report.summary import summarise
    from experiments.store import read

    folder = place or options.out / options.name
    results = read(folder)
    with tensorboard.written(results, folder / "tensorboard"):
        summary = summarise(results)
        page = render.write(summary, folder, cores())
    if options.csv:
        export.csv(results, folder)
    console = Console(quiet=options.quiet)
    console.print(terminal.answers(summary))
    print(f"Report: {page}")


if __name__ == "__main__":
    sys.exit(main())
