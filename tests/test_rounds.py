"""The one loop of all that trains: plan, show, train and store, plan again."""

from dataclasses import dataclass, field

import pytest
from rich.console import Console

from experiments.rounds import rounds
from experiments.store import read

QUIET = Console(quiet=True)


@dataclass
class Noting:
    """A round that notes what is done with it."""

    name: str
    done: list[str] = field(default_factory=list)
    error: BaseException | None = None

    def show(self, console):
        self.done.append(f"{self.name} is shown")

    def train(self, console, store, run, environment):
        if self.error:
            raise self.error
        self.done.append(f"{self.name} is run {run}")
        assert {"python", "commit", "cores"} <= set(environment) and store.path.is_file()
        return self.name


def test_the_next_round_is_planned_once_the_last_one_is_stored(tmp_path):
    file, done = tmp_path / "results.sqlite", []

    def planned():
        for name in ("first", "second"):
            stored = read(file).runs if file.exists() else []
            done.append(f"{name} is planned after {len(stored)}")
            yield Noting(name, done)

    assert rounds(planned(), file, QUIET, "the command") == ["first", "second"]
    assert done == [
        "first is planned after 0", "first is shown", "first is run 1",
        "second is planned after 1", "second is shown", "second is run 1",
    ]  # fmt: skip
    assert [(run["command"], bool(run["finished"])) for run in read(file).runs] == [("the command", True)]


def test_a_dry_run_shows_the_first_round_and_writes_nothing(tmp_path):
    done = []
    planned = [Noting("first", done), Noting("second", done)]
    assert rounds(planned, tmp_path / "results.sqlite", QUIET, "", dry_run=True) == []
    assert done == ["first is shown"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_round_that_is_cut_short_is_noted_as_begun_and_not_as_ended(error, tmp_path):
    file = tmp_path / "results.sqlite"
    with pytest.raises(error):
        rounds([Noting("first"), Noting("second", error=error())], file, QUIET, "")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]  # closed: the log is folded into the file
    assert [bool(run["finished"]) for run in read(file).runs] == [False]


def test_nothing_to_do_opens_no_store(tmp_path):
    assert rounds([], tmp_path / "results.sqlite", QUIET, "") == []
    assert list(tmp_path.iterdir()) == []
