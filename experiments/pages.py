"""Pages: of what there is, and of a run that goes on, so that its first answers are read before its last."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Timer

from experiments.interruption import STORE, deaf

FIRST = 20.0  # seconds before the first pages; a run that ends sooner writes its own
SHARE = 0.1  # of the time of one core that pages may take
LEAST = 15.0  # seconds between two writings


@contextmanager
def meanwhile(folder: Path, browser: bool = False) -> Iterator[Callable[[], bool]]:
    """Inside the block the pages of a folder are written now and then, by a process of their own.

    Every file appears whole, and the front page says that the run goes on and reloads itself. A page that cannot be
    written spoils nothing: the run writes its pages itself when it ends.

    Args:
        folder: of the results.
        browser: whether a browser shows the front page as soon as there is one.

    Yields:
        A function that says whether it has been shown.
    """
    context = get_context("spawn")
    done, shown = context.Event(), context.Event()
    process = context.Process(
        target=keep_writing, args=(folder, os.getpid(), done, shown if browser else None), daemon=True
    )
    timer = Timer(FIRST, process.start)
    timer.daemon = True
    timer.start()
    try:
        yield shown.is_set
    finally:
        timer.cancel()
        timer.join()
        if process.pid is not None:
            done.set()
            process.terminate()
            process.join()


def keep_writing(folder: Path, parent: int, done: Event, shown: Event | None) -> None:
    """Writes pages until `done`, or until the parent is gone; the longer that takes, the less often."""
    deaf()
    if hasattr(os, "nice"):
        os.nice(10)
    while os.getppid() == parent:
        started = time.monotonic()
        if (folder / STORE).is_file():
            try:
                page = write(folder, going=True)
            except Exception:  # such as a full disk: the run itself says so
                return
            if shown and not shown.is_set():
                show(page)
                shown.set()
        if done.wait(max(LEAST, (time.monotonic() - started) / SHARE)):
            return


def write(folder: Path, going: bool = False) -> Path:
    """Writes the pages of what there is; gives the first one. While the run is `going` on, its cores are left to it."""
    from experiments.environment import cores
    from experiments.report import render
    from experiments.report.summary import summarise
    from experiments.store import read

    return render.write(summarise(read(folder)), folder, 1 if going else cores(), going)


def show(page: Path) -> None:
    """Opens a page in the browser, if there is one."""
    import webbrowser

    webbrowser.open(page.resolve().as_uri())
