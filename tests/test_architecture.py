"""The house's plan: imports run one way, heavy packages stay where they belong, a file holds one idea."""

import ast
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
FILES = [
    path
    for folder in ("custom_layers", "tuner_configs", "experiments", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
HEAVY = {"keras", "tensorflow", "jax", "torch", "keras_tuner"}


@cache
def imports(path, top_level_only=False):
    """Every module that a file imports, by its full name."""
    tree = ast.parse(path.read_text())
    nodes = tree.body if top_level_only else ast.walk(tree)
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(path, **options):
    return {name.split(".")[0] for name in imports(path, **options)}


def within(*folders):
    return [path for path in FILES if any((ROOT / folder) in (path, *path.parents) for folder in folders)]


def offenders(paths, forbidden, **options):
    return [
        f"{path.relative_to(ROOT)}: {name}" for path in paths for name in imports(path, **options) if forbidden(name)
    ]


SPEC = "experiments.spec"  # data only: the one thing of a sibling that `tuner_configs` may use


def test_custom_layers_and_tuner_configs_import_no_sibling():
    assert not offenders(within("custom_layers"), lambda name: name.split(".")[0] in {"experiments", "tuner_configs"})
    assert not offenders(
        within("tuner_configs"),
        lambda name: (
            name.split(".")[0] in {"experiments", "custom_layers"} and name != SPEC and not name.startswith(f"{SPEC}.")
        ),
    )


def test_custom_layers_name_no_backend():
    assert not offenders(within("custom_layers"), lambda name: name.split(".")[0] in HEAVY - {"keras"})


def test_reports_and_stores_import_no_keras_and_no_engine():
    wrong = offenders(
        within("experiments/judging", "experiments/report", "experiments/store"),
        lambda name: name.split(".")[0] in HEAVY or name.startswith(("experiments.engines", "experiments.build")),
    )
    assert not wrong


def test_judging_knows_no_words_and_no_pages():
    wrong = offenders(
        within("experiments/judging"),
        lambda name: name.startswith("experiments.report") or name.split(".")[0] in {"jinja2", "matplotlib", "rich"},
    )
    assert not wrong


def test_only_build_models_engines_and_simulations_import_keras():
    allowed = within(
        "experiments/build.py",
        "experiments/row_loss.py",
        "experiments/handover/packing.py",
        "experiments/own_networks",
        "experiments/models",
        "experiments/engines",
        "experiments/simulations",
        "experiments/verification/fashion_mnist/networks.py",
        "experiments/quiet.py",
    )
    others = [path for path in within("experiments") if path not in allowed]
    tuning = within("experiments/tuning")
    assert not offenders(others, lambda name: name.split(".")[0] in HEAVY - {"keras_tuner"})
    assert not offenders([path for path in others if path not in tuning], lambda name: name.startswith("keras_tuner"))


def test_only_the_backend_files_name_a_backend():
    others = [path for path in within("experiments") if not path.stem.endswith("_backend")]
    assert not offenders(others, lambda name: name.split(".")[0] in {"tensorflow", "jax", "torch"})


def test_what_answers_help_imports_nothing_heavy():
    light = within(
        "experiments/run.py",
        "experiments/options.py",
        "experiments/comparing.py",
        "experiments/__init__.py",
        "experiments/request.py",
        "experiments/refusal.py",
        "experiments/effects.py",
        "experiments/packages.py",
        "experiments/spec.py",
        "experiments/names.py",
        "experiments/catalog",
        "experiments/tuning/configs.py",
        "experiments/tuning/soundness.py",
        "experiments/tuning/assembly.py",
        "tuner_configs",
    )
    standard = (
        "argparse collections dataclasses difflib functools hashlib importlib itertools json os pathlib pkgutil re "
        "shlex sys types"
    )
    allowed = {"experiments", "tuner_configs", "typing", *standard.split()}
    assert set().union(*(packages(path, top_level_only=True) for path in light)) <= allowed


MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}


@cache
def imported():
    """Module -> those of ours that it imports."""
    return {name: {other for other in imports(path) if other in MODULES} - {name} for name, path in MODULES.items()}


def circle(edges):
    """The first circle of a graph of names, as a list; empty if there is none."""
    done = set()

    def visit(name, path):
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        done.add(name)
        return next(filter(None, (visit(other, [*path, name]) for other in sorted(edges[name]))), [])

    return next(filter(None, (visit(name, []) for name in sorted(edges))), [])


def test_no_import_runs_in_a_circle():
    outwards = {  # a package's own files may import the package's siblings
        name: {other for other in others if not name.startswith(f"{other}.")} for name, others in imported().items()
    }
    assert not circle(outwards)


@pytest.mark.parametrize("folder", sorted({path.parent.relative_to(ROOT).as_posix() for path in FILES} | {"."}))
def test_no_rooms_of_a_folder_import_each_other(folder):
    """Whatever lies in a folder, file or folder, imports its neighbours one way only."""
    prefix = "" if folder == "." else folder.replace("/", ".") + "."

    def room(name):
        return name.removeprefix(prefix).partition(".")[0] if name.startswith(prefix) else None

    edges = {room(name): set() for name in MODULES if room(name)}
    for name, others in imported().items():
        if room(name):
            others = others - {SPEC} if room(name) == "tuner_configs" else others
            edges[room(name)] |= {room(other) for other in others if room(other)} - {room(name)}
    assert not circle(edges)


def test_nothing_is_pickled_or_evaluated():
    for path in FILES:
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        assert not names & {"eval", "exec"}, path
        assert not packages(path) & {"pickle", "dill", "cloudpickle", "shelve"}, path


def test_files_are_short():
    lengths = {path: len(path.read_text().splitlines()) for path in FILES}
    assert median(lengths.values()) <= 100
    assert max(lengths.values()) <= 250


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_and_public_definition_says_what_it_is(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree), "the module has no docstring"
    public = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert not [node.name for node in public if not ast.get_docstring(node)]
