"""Live: lines that change while something is trained, on a terminal and in a notebook's cell."""

from threading import Event, Thread
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.progress import Progress, ProgressColumn

PAUSE = 0.25  # seconds


def bars(console: Console, *columns: ProgressColumn, quiet: bool = False) -> Progress:
    """Progress lines of some columns, renewed four times a second; none if `quiet`."""
    made = Progress(*columns, console=console, disable=quiet, refresh_per_second=1 / PAUSE)
    if console.is_jupyter:
        made.live = Cell(made)
    return made


class Cell(Live):
    """Progress in a notebook's cell by IPython alone, which is there; rich's own asks for widgets, which may not be.

    Args:
        progress: whose lines are shown.
    """

    def __init__(self, progress: Progress):
        super().__init__(console=progress.console)
        self.progress = progress
        self.handle: Any = None
        self.running: Event | None = None

    @property
    def is_started(self) -> bool:
        """Whether lines are shown and renewed."""
        return self.running is not None

    def start(self, refresh: bool = False) -> None:
        """Begins to renew the lines."""
        self.running = Event()
        Thread(target=self.renew, args=(self.running,), daemon=True).start()

    def renew(self, stopped: Event) -> None:
        """Shows the lines again and again."""
        while not stopped.wait(PAUSE):
            self.refresh()

    def stop(self) -> None:
        """Shows the lines for the last time."""
        if self.running is not None:
            self.running.set()
            self.running = None
            self.refresh()

    def refresh(self) -> None:
        """Shows the lines as they are now, in place of those before."""
        from IPython.display import display  # pyright: ignore[reportMissingImports]

        table = self.progress.make_tasks_table(self.progress.tasks)
        if self.handle is not None:
            self.handle.update(table)
        elif table.row_count:
            self.handle = display(table, display_id=True)
