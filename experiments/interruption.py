"""Interruption: Ctrl-C, or the system's request to end, stops a run in good order; a second one ends it at once."""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

INTERRUPTED, UNREAD = 130, 1
STORE = "results.sqlite"
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listen() -> None:
    """The first signal interrupts the program wherever it is, the second ends it without waiting for anything."""

    def first(*_: object) -> None:
        for number in SIGNALS:
            signal.signal(number, second)
        raise KeyboardInterrupt

    def second(*_: object) -> None:
        os._exit(INTERRUPTED)

    for number in SIGNALS:
        signal.signal(number, first)


def ended(main: Callable[[], int]) -> int:
    """The status of a program that ends in good order, too where nobody reads what it prints (`| head`)."""
    listen()
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python's own flush at the end complains
        return UNREAD
    return status


def deaf() -> None:
    """For a helping process: Ctrl-C reaches the parent, which ends its helpers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def interrupted(folders: Iterable[Path], write: Callable[[Path], Path]) -> int:
    """Says where what is finished lies, and has its pages written; gives the exit status.

    Args:
        folders: where the command stores, or folders of such folders.
        write: writes the pages of a folder with results, and gives the first one.
    """
    stores = ([folder / STORE, *sorted(folder.glob(f"*/{STORE}"))] for folder in folders)
    holding = list(dict.fromkeys(file.parent for files in stores for file in files if file.is_file()))
    if not holding:
        print("\nInterrupted. Nothing is stored yet; the same command begins anew.", file=sys.stderr)
        return INTERRUPTED
    names = " and ".join(map(str, holding))
    print(
        f"\nInterrupted. What is finished is stored in {names}; the same command goes on from there.", file=sys.stderr
    )
    try:
        for folder in holding:
            print(f"Report so far: {write(folder)}", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    except Exception as error:
        print(f"The pages could not be written. {type(error).__name__}: {error}", file=sys.stderr)
    return INTERRUPTED
