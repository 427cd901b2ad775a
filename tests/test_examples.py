"""The examples run as they stand, and the notebook's pictures are small and of no machine in particular."""

import ast
import json
import linecache
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.marks import whole

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
LARGEST = 200_000  # bytes


def cells(notebook: Path) -> list[dict]:
    """The cells that hold code."""
    return [cell for cell in json.loads(notebook.read_text())["cells"] if cell["cell_type"] == "code"]


def run(text: str, name: str, space: dict) -> object:
    """Runs a cell as a notebook does: its text is kept, and its last expression is its value."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    tree = ast.parse(text, name)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), space)
    return eval(compile(ast.Expression(last.value), name, "eval"), space) if last else None


@whole
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_cell_by_cell(notebook, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space: dict = {"__name__": "__main__"}
    for number, cell in enumerate(cells(notebook)):
        value = run("".join(cell["source"]), f"<cell {number} of {notebook.name}>", space)
        if cell["outputs"] and cell["outputs"][-1]["output_type"] == "execute_result":
            assert value is not None
            assert ("text/html" in cell["outputs"][-1]["data"]) == hasattr(value, "_repr_html_")


@whole
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_runs(script, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script)]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "Report: reports/own_network/index.html" in ran.stdout
    assert (tmp_path / "reports" / "own_network" / "index.html").is_file()


def test_there_are_examples():
    assert NOTEBOOKS and SCRIPTS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_as_it_ran(notebook):
    assert [cell["execution_count"] for cell in cells(notebook)] == list(range(1, len(cells(notebook)) + 1))
    outputs = [output for cell in cells(notebook) for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    text = notebook.read_text()
    assert len(text) < LARGEST
    assert not [mark for mark in (str(ROOT), "/home/", "/tmp/", "/root/", "Traceback") if mark in text]
    assert "keras-experiments" in text and "<svg" in text
