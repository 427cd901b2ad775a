"""A request is the same however it is asked for: on the command line, or by its fields."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from experiments import options
from experiments.errors import UserError
from experiments.options import parse
from experiments.refusal import RULES, check
from experiments.request import Request
from experiments.run import answer
from experiments.store import read
from tests.marks import whole

SAMPLES = str(Path(__file__).with_name("samples.py"))
OTHER = {  # every field at a value that is not its default
    "studies": ("optimizers", "mine.py"),
    "list": True,
    "dry_run": True,
    "check": True,
    "report_only": True,
    "model": "nets/net.py:build",
    "dataset": ("wine", "data/mine.csv"),
    "score": "costs.py:profit",
    "class_weights": "balanced",
    "folds": 5,
    "target": "-price in €",
    "task": "regression",
    "features": ("size", "weight"),
    "drop": ("size", "weight"),
    "missing": ("-999", "?"),
    "encoding": "cp1251",
    "sep": ";",
    "sheet": "May",
    "group": "patient",
    "time": "date",
    "weights": "visits",
    "test": "held_out.csv",
    "image_size": "48x64",
    "scale": "quick",
    "replicates": 3,
    "max_replicates": 9,
    "epochs": 2,
    "seed": 7,
    "trials": 8,
    "oracle": "grid",
    "nested": 5,
    "minutes": 1.5,
    "engine": "fit",
    "device": "cpu",
    "executor": "ray",
    "address": "10.0.0.1:6379",
    "workers": 2,
    "retry": True,
    "no_references": True,
    "histograms": True,
    "out": Path("elsewhere"),
    "name": "my run",
    "csv": True,
    "parquet": True,
    "tensorboard": "all",
    "open": True,
    "quiet": True,
}
FIELDS = [each.name for each in fields(Request) if each.name != "words"]


def test_every_field_is_an_option_with_a_rule():
    actions = {action.dest: action for action in options.parser()._actions if action.dest != "help"}
    assert set(actions) == set(FIELDS) == set(RULES) == set(OTHER)
    assert parse([]) == Request()


@pytest.mark.parametrize("name", FIELDS)
def test_the_command_that_is_written_of_a_field_asks_for_the_same(name):
    request = Request(**{name: OTHER[name]})
    assert request != Request()
    again = parse(request.given)
    assert again == request
    assert parse(again.given) == again


def test_the_command_is_kept_as_it_was_typed():
    words = ["optimizers", "--scale", "standard", "--dataset", "wine"]
    assert parse(words).command == "python -m experiments.run optimizers --scale standard --dataset wine"


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_of_another_kind_is_refused_by_its_options_name(name):
    with pytest.raises(UserError, match=r"must be .* Received: \{1\}"):
        check(Request(**{name: {1}}))


@whole
def test_a_request_is_answered_without_a_command_line(tmp_path, capsys):
    request = Request(studies=(SAMPLES,), dataset=("wine",), epochs=1, replicates=1, out=tmp_path, quiet=True)
    assert answer(request) == 0
    assert capsys.readouterr().out.strip() == f"Report: {tmp_path / 'wine' / 'index.html'}"
    assert read(tmp_path / "wine").runs[0]["command"] == request.command


def test_an_option_without_effect_is_refused_without_a_command_line():
    with pytest.raises(UserError, match="--trials has no effect here"):
        check(Request(studies=("optimizers",), trials=3))


def test_the_help_has_a_line_for_each_option_and_says_every_default(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = options.parser().format_help()
    lines = [line for line in text.splitlines() if line.startswith("  ") and not line[2].isupper() and line[2] == "-"]
    assert len(lines) == len(FIELDS)  # all but the names of studies, and `--help`
    assert not [line for line in text.splitlines() if line.startswith(" " * 10)], "a text of two lines"
    for action in options.parser()._actions:
        default = getattr(Request, action.dest, None)
        if default not in (None, False, ()) and action.dest not in ("engine", "device", "executor"):
            assert f"(default: {default})" in (action.help or "")


def test_help_ends_well_and_imports_nothing_heavy():
    code = (
        "import sys\nfrom experiments.run import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'keras', 'numpy', 'pandas', 'matplotlib', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--dataset" in done.stdout
