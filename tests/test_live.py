"""Progress in a notebook: one display that changes, by IPython alone; on a terminal rich's own."""

import sys
import warnings
from io import StringIO
from types import ModuleType

import pytest
from rich.console import Console
from rich.live import Live

from experiments.progress import watched
from tests.test_progress import finish, planned


class Shown(list):
    """What IPython was asked to show: each display with what it held, one after the other."""

    def display(self, value, display_id=False):
        self.append([value])
        handle = ModuleType("handle")
        handle.update = self[-1].append
        return handle


@pytest.fixture
def shown(monkeypatch):
    """IPython, as far as it is needed."""
    module = ModuleType("IPython.display")
    shown = Shown()
    module.display = shown.display
    monkeypatch.setitem(sys.modules, "IPython", ModuleType("IPython"))
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    return shown


def text(table):
    """A table as text."""
    console = Console(file=StringIO(), width=80)
    console.print(table)
    return console.file.getvalue()


def test_a_notebook_shows_one_display_that_changes_and_needs_no_widgets(shown):
    from tests.test_progress import SAME

    console = Console(force_jupyter=True)
    with warnings.catch_warnings(), watched(console, [planned(SAME)], quiet=False) as ((_, line),):
        warnings.simplefilter("error")
        line.begin()
        line.progress.refresh()
        assert "0/6 trials" in text(shown[0][-1])
        line.tick(4)
        line.progress.refresh()
        assert "1/6 trials" in text(shown[0][-1])
        line.tick(-4)
        finish(line)
    assert not line.progress.live.is_started
    assert len([display for display in shown if len(display) > 1]) == 1
    states = len(shown[0])
    line.progress.refresh()
    assert len(shown[0]) == states  # nothing is shown once it has stopped


def test_a_terminal_has_richs_own():
    with watched(Console(file=StringIO()), [planned(())], quiet=False) as ((_, line),):
        assert type(line.progress.live) is Live
