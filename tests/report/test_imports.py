"""The report needs no Keras, and its parts import one way only."""

import ast
import subprocess
import sys
from pathlib import Path

import experiments.report
from tests.marks import whole
from tests.report.factory import Truth, World, fill, tiny

HOME = Path(experiments.report.__file__).parent
ALLOWED = {
    "experiments.calibration",
    "experiments.chart",
    "experiments.combination",
    "experiments.datafiles",
    "experiments.errors",
    "experiments.interruption",
    "experiments.judging",
    "experiments.ledger",
    "experiments.spec",
    "experiments.study",
    "experiments.record",
    "experiments.scores",
    "experiments.names",
    "experiments.store",
    "experiments.report",
    "experiments",
}
FOREST = "importance.py"  # the one file that fits a model: scikit-learn's, loaded when a search's page is written
WIDTHS = "experiments.models.widths"  # arithmetic without Keras: how wide a network of so many parameters is
OUTSIDE = {"numpy", "pandas", "scipy", "matplotlib", "jinja2", "markupsafe", "rich"}


def imported(path: Path) -> set[str]:
    """Modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    modules = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return modules | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


@whole
def test_rendering_loads_neither_keras_nor_an_engine(tmp_path):
    fill(tmp_path / "results.sqlite", [tiny()], World({"new": Truth(0.97)}))
    code = (
        "import sys; from experiments import report; from experiments.report import export, terminal; "
        f"report.write({str(tmp_path)!r}); "
        "heavy = {'keras', 'tensorflow', 'jax', 'torch', 'sklearn', 'custom_layers'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]


def test_files_import_only_what_they_may():
    for path in HOME.rglob("*.py"):
        for module in imported(path):
            top = module.partition(".")[0]
            near = ".".join(module.split(".")[:2])
            allowed = sys.stdlib_module_names | OUTSIDE | ({"sklearn"} if path.name == FOREST else set())
            assert top in allowed or near in ALLOWED or module == WIDTHS, f"{path.name} imports {module}"


def test_figures_and_pages_see_only_the_summary():
    for path in [*HOME.glob("figures/*.py"), HOME / "render.py", HOME / "filters.py", HOME / "terminal.py"]:
        forbidden = {"experiments.store", "pandas", "experiments.judging.evidence", "experiments.judging.statistics"}
        assert not forbidden & imported(path), path.name


def test_asking_for_measures_does_not_load_matplotlib():
    code = "import sys; import experiments.report, experiments.judging.measures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_files_stay_small():
    sizes = sorted(len(path.read_text().splitlines()) for path in HOME.rglob("*.py"))
    assert sizes[-1] <= 250 and sizes[len(sizes) // 2] <= 100
