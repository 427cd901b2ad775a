"""Ctrl-C at any moment: what is finished is stored, its folder is named, its pages are written."""

import os
import signal
from pathlib import Path

import pytest

from experiments import interruption, run, verification
from experiments.store import Store
from experiments.verification.training import trained
from tests.marks import tried, whole
from tests.samples import STUDY

STUDIES = str(Path(__file__).with_name("samples.py"))
SEARCH = "from tests.tuning.samples import search\nSEARCH = search(name='mine', trials=1, confirmed=0, epochs=1)\n"


def interrupt(monkeypatch, target, after=0):
    """Has the call of a function interrupted, once, after it was called some times."""
    from importlib import import_module

    module, _, path = target.partition(":")
    *outer, name = path.split(".")
    owner = import_module(module)
    for attribute in outer:
        owner = getattr(owner, attribute)
    original, calls = getattr(owner, name), []

    def cut(*given, **options):
        calls.append(1)
        if len(calls) == after + 1:
            raise KeyboardInterrupt
        return original(*given, **options)

    monkeypatch.setattr(owner, name, cut)
    return calls


PHASES = {  # phase -> what is called in it, and whether anything is stored by then
    "choosing studies": ("experiments.selection:select", False),
    "checking": ("experiments.checking.fitting:check", False),
    "planning": ("experiments.rounds:plan", False),
    "the first note in the store": ("experiments.store:Store.plan", True),
    "training": ("experiments.execution.work:stacked.run", True),
    "storing": ("experiments.store:Store.add", True),
    "ending": ("experiments.store:Store.end", True),
    "summing up": ("experiments.report.summary:summarise", True),
    "writing pages": ("experiments.report.render:write", True),
    "writing event files": ("experiments.tensorboard.writing:write", True),
    "printing": ("experiments.report.terminal:answers", True),
}
SEARCHING = {
    "planning": ("experiments.tuning.command:estimate", False),
    "training": ("experiments.execution.work:stacked.run", True),
    "noting answers": ("experiments.tuning.command:note_batch", True),
    "confirming": ("experiments.tuning.command:confirm", True),
    "saving the winner": ("experiments.tuning.command:save", True),
    "writing pages": ("experiments.report.render:write", True),
}


def ended(folder, stored, capsys):
    """Checks what an interrupted command says, and what it leaves."""
    message = capsys.readouterr().err
    assert "same command" in message and "Traceback" not in message
    assert (folder / "results.sqlite").is_file() == stored
    assert (str(folder) in message) == stored and ("Nothing is stored yet" in message) != stored
    assert (folder / "index.html").is_file() == stored


@pytest.mark.parametrize("phase", tried(PHASES, ["planning", "training", "storing"]))
def test_a_study_that_is_interrupted_says_where_it_is_stored_and_writes_its_pages(phase, tmp_path, monkeypatch, capsys):
    target, stored = PHASES[phase]
    calls = interrupt(monkeypatch, target)
    command = [STUDIES, "--dataset", "wine", "--out", str(tmp_path), "--quiet", "--epochs", "1", "--workers", "1"]
    assert run.main(command) == 130
    assert calls
    ended(tmp_path / "wine", stored, capsys)


@pytest.mark.parametrize("phase", tried(SEARCHING, ["planning", "training"]))
def test_a_search_that_is_interrupted_names_its_own_folder(phase, tmp_path, monkeypatch, capsys):
    target, stored = SEARCHING[phase]
    (tmp_path / "mine.py").write_text(SEARCH)
    monkeypatch.setattr("experiments.tuning.command.save", lambda *_: None)  # which trains once more
    calls = interrupt(monkeypatch, target)
    assert run.main([str(tmp_path / "mine.py"), "--dataset", "two_moons", "--out", str(tmp_path), "--quiet"]) == 130
    assert calls
    ended(tmp_path / "two_moons", stored, capsys)
    assert "digits" not in capsys.readouterr().err


@whole
def test_several_folders_are_all_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "mine.py").write_text(SEARCH)
    monkeypatch.setattr("experiments.tuning.command.save", lambda *_: None)
    interrupt(monkeypatch, "experiments.tuning.command:confirm", after=1)  # in the second data set's search
    both = ["--dataset", "wine", "--dataset", "two_moons"]
    assert run.main([str(tmp_path / "mine.py"), *both, "--out", str(tmp_path), "--quiet"]) == 130
    message = capsys.readouterr().err
    for name in ("wine", "two_moons"):
        assert str(tmp_path / name) in message and (tmp_path / name / "index.html").is_file()


def test_an_interrupted_verification_names_the_folders_of_its_studies(tmp_path, monkeypatch, capsys):
    def interrupting(console, _, folder):
        with trained(STUDY, console, folder):
            raise KeyboardInterrupt

    monkeypatch.setattr(verification, "run", interrupting)
    assert run.main(["verify", "--out", str(tmp_path), "--quiet"]) == 130
    ended(tmp_path / "verify" / STUDY.name, True, capsys)


def test_pages_that_cannot_be_written_hide_nothing(tmp_path, monkeypatch, capsys):
    Store(tmp_path / "results.sqlite").close()

    def broken(_):
        raise OSError("the disk is full")

    assert interruption.interrupted([tmp_path], broken) == 130
    message = capsys.readouterr().err
    assert f"stored in {tmp_path}" in message and "OSError: the disk is full" in message

    def again(_):
        raise KeyboardInterrupt

    assert interruption.interrupted([tmp_path], again) == 130


@pytest.mark.parametrize("number", interruption.SIGNALS)
def test_the_first_signal_interrupts_and_the_second_ends_at_once(number, monkeypatch):
    ends, before = [], {handled: signal.getsignal(handled) for handled in interruption.SIGNALS}
    monkeypatch.setattr(os, "_exit", ends.append)
    try:
        interruption.listen()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        assert ends == []
        signal.raise_signal(number)
        assert ends == [130]
    finally:
        for handled, handler in before.items():
            signal.signal(handled, handler)
