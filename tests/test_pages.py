"""Pages of a run that goes on: they are there before it ends, and the last ones say nothing of that."""

import os
from threading import Event

import pytest

from experiments import pages
from tests.report.factory import World, fill, tiny


@pytest.fixture
def folder(tmp_path):
    """A folder in which a study is half done."""
    return fill(tmp_path / "results.sqlite", [tiny()], World(), lambda planned: planned.replicate % 2 == 0).parent


def test_a_front_page_says_that_the_run_goes_on_and_reloads_itself(folder, monkeypatch):
    shown, done = Event(), Event()
    monkeypatch.setattr(pages, "deaf", lambda: None)
    monkeypatch.setattr(pages.os, "nice", lambda _: None)
    monkeypatch.setattr(pages, "show", lambda page: shown.set() or done.set())
    pages.keep_writing(folder, os.getppid(), done, shown)
    going = (folder / "index.html").read_text()
    assert shown.is_set() and "This run goes on." in going and 'http-equiv="refresh"' in going
    pages.write(folder)
    ended = (folder / "index.html").read_text()
    assert "This run is not complete." in ended and "refresh" not in ended


def test_a_front_page_says_once_that_nothing_has_run(tmp_path):
    studies = [tiny("first"), tiny("second", title="Second"), tiny("third", title="Third")]
    fill(tmp_path / "results.sqlite", studies, World(), lambda _: False)
    assert pages.write(tmp_path, going=True).read_text().count("Nothing has run yet") == 1


def test_a_writer_whose_run_is_gone_ends(folder, monkeypatch):
    monkeypatch.setattr(pages, "deaf", lambda: None)
    monkeypatch.setattr(pages.os, "nice", lambda _: None)
    pages.keep_writing(folder, -1, Event(), None)
    assert not (folder / "index.html").exists()


def test_a_short_run_starts_no_writer(folder):
    with pages.meanwhile(folder) as shown:
        pass
    assert not shown() and not (folder / "index.html").exists()
