"""A package that is missing is named, with the command that installs it, before anything is trained."""

import subprocess
import sys
from pathlib import Path

import pytest

from experiments import packages
from experiments.run import main
from tests.samples import STUDY

ROOT = Path(__file__).parents[1]
SAMPLES = str(Path(__file__).with_name("samples.py"))
COMMANDS = dict.fromkeys((*packages.NUMBERS, *packages.PAGES, *packages.TRAINING), SAMPLES)
COMMANDS |= dict.fromkeys(packages.SEARCHES, "mlp_optimizer")


def hide(monkeypatch, module):
    """Has a module not found, as if it were not installed."""
    monkeypatch.setitem(sys.modules, module, None)


def refused(name, tmp_path, capsys):
    """What is said of a request that cannot be met; nothing is written."""
    out = tmp_path / "out"
    assert main([name, "--dataset", "wine", "--out", str(out)]) == 2
    assert not out.exists()
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    return message


@pytest.mark.parametrize("module", COMMANDS)
def test_a_package_that_is_missing_is_named(module, tmp_path, monkeypatch, capsys):
    hide(monkeypatch, module)
    message = refused(COMMANDS[module], tmp_path, capsys)
    assert f"`pip install {packages.INSTALLED_AS.get(module, module)}`" in message
    assert f"Received: no {module}" in message


@pytest.mark.parametrize("command", [SAMPLES, "mlp_optimizer"], ids=["study", "search"])
@pytest.mark.parametrize("name", packages.BACKENDS)
def test_a_backend_that_is_missing_is_named(name, command, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KERAS_BACKEND", name)
    hide(monkeypatch, name)
    message = refused(command, tmp_path, capsys)
    assert f"`pip install {name}`" in message and "KERAS_BACKEND=tensorflow, jax or torch" in message


def test_verify_needs_a_backend_too(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    hide(monkeypatch, "torch")
    assert main(["verify", "--out", str(tmp_path)]) == 2
    assert "pip install torch" in capsys.readouterr().err


def test_a_backend_that_there_is_not_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KERAS_BACKEND", "tensorflw")
    message = refused(SAMPLES, tmp_path, capsys)
    assert "Did you mean tensorflow?" in message and "Received: 'tensorflw'" in message


@pytest.mark.parametrize(
    ("text", "name"),
    [('{"backend": "jax"}', "jax"), ("{}", "tensorflow"), ("no settings", "tensorflow"), ("[]", "tensorflow")],
    ids=["chosen", "nothing chosen", "broken", "of another form"],
)
def test_the_backend_is_the_one_that_keras_takes(text, name, tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert packages.backend() == "tensorflow"
    (tmp_path / "keras.json").write_text(text)
    assert packages.backend() == name
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    assert packages.backend() == "torch"


def test_pages_are_written_without_keras(tmp_path):
    from experiments.data import facts
    from experiments.store import Store

    store = Store(tmp_path / "wine" / "results.sqlite")
    store.plan([(STUDY, facts(STUDY.data))])
    store.end(store.begin("", {}))
    store.close()
    hidden = [*packages.TRAINING, *packages.SEARCHES, *packages.BACKENDS]
    code = (
        "import sys\nclass Absent:\n    def find_spec(name, path=None, target=None):\n"
        f"        if name.partition('.')[0] in {hidden!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Absent)\n"
        "from experiments.run import main\n"
        f"sys.exit(main(['--report-only', '--dataset', 'wine', '--out', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "4 not run" in done.stderr, done.stderr
    assert (tmp_path / "wine" / "index.html").is_file()
