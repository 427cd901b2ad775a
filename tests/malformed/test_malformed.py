"""Every input that cannot be used ends before any training: status 2, a message that helps, nothing written."""

import shlex
import sys
from collections import Counter

import pytest

from experiments.run import main
from tests.malformed import divisions, files, formats, identity, images, lines, networks, searches, studies, tables

KINDS = (lines, files, divisions, formats, images, tables, studies, searches, networks, identity)
CASES = [case for kind in KINDS for case in kind.CASES]


def status(arguments):
    """The exit status of a command line."""
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """An empty working folder; what is imported from it is forgotten afterwards."""
    loaded = set(sys.modules)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in set(sys.modules) - loaded:
        if str(tmp_path) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_input_that_cannot_be_used_is_refused_in_plain_words(case, workplace, capsys):
    for name, content in case.files.items():
        path = workplace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert status(shlex.split(case.arguments)) == 2
    message = capsys.readouterr().err
    assert "Traceback" not in message
    assert [part for part in case.says if part not in message] == [], message
    made = {path.relative_to(workplace).parts[0] for path in workplace.rglob("*")}
    assert made <= {name.split("/")[0] for name in case.files} | {"__pycache__"}


def test_every_case_has_a_name_of_its_own_and_says_what_was_received():
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []
    assert [case.name for case in CASES if not case.says] == []
