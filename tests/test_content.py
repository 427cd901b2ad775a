"""Identity is content: files of the user's own are what they say, wherever they lie and whatever they are called."""

import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from experiments.catalog import load
from experiments.catalog.parts import mlp
from experiments.content import ROOT, content, make_importable
from experiments.engines.grouping import structure
from experiments.errors import UserError
from experiments.spec import Part, Simulation, Trial, check_unchanged, digest, dumps, part, seed
from tests.samples import SMALL, trial
from tests.workplace import imported, write

NET = "from helper import width\n\n\ndef make():\n    return width\n"
FILES = {"net.py": NET, "helper.py": "width = 8\n"}

# Every position of a spec where a name of the user's own may stand: the field, and the part around it.
POSITIONS = {
    "data": lambda own: trial(data=own),
    "data option": lambda own: trial(data=own.but(scaling="none")),
    "model": lambda own: trial(model=own),
    "optimizer": lambda own: trial(optimizer=own),
    "loss": lambda own: trial(loss=own),
    "schedule": lambda own: trial(schedule=own),
    "stopping": lambda own: trial(stopping=own),
    "evaluation": lambda own: trial(evaluation=own),
    "start": lambda own: trial(start=own),
    "data of a start": lambda own: trial(start=part("transfer", data=own)),
    "activation": lambda own: trial(model=SMALL.but(activation=own)),
    "initializer": lambda own: trial(model=SMALL.but(initializer=own)),
    "cell": lambda own: trial(model=part("rnn", cell=own)),
    "option of an option": lambda own: trial(model=part("mlp", activation=part("relu", inner=own))),
    "list": lambda own: trial(model=part("mlp", parts=[own, 3])),
    "simulation": lambda own: Simulation(own),
    "data of a simulation": lambda own: Simulation(part("signal"), data=own),
}
DIGITS = part("digits", scaling="standard")
# trials of studies as they were before content counted
BEFORE = {
    "memory": Trial(
        data=part("recall", steps=10, rows=1000, scaling="none"),
        model=part("rnn", units=16, cell=part("simple_rnn")),
        optimizer=part("adam", learning_rate=0.003),
        batch_size=50,
        epochs=60,
    ),
    "transfer": Trial(
        data=DIGITS.but(classes=(5, 6, 7, 8, 9), train_rows=20),
        model=mlp((64, 64, 64)),
        optimizer=part("adam", learning_rate=0.001),
        batch_size=10,
    ),
    "missing_values": Trial(
        data=DIGITS.but(missing=0.05, missing_features=4, imputation="drop"),
        model=mlp((64,)),
        optimizer=part("adam", learning_rate=0.0003),
        epochs=20,
    ),
}
# literal keys of that version: what is built in keeps them, and with them its stored results
KEPT = {
    "optimizers": "6a9236e6152999247da04a7b3e06b31b1109877e3219bff4187d36057db26748",
    "small_data": "51c68f3744785c7142a1992d6c5999b21231be12d222831ad8174127199853d8",
    "memory": "985f155c6f64582feb6d0813dda9a96c8a00be698b321f7bc334248f345193d9",
    "sigmoid_unit": "dea239c4daeb5e6be1d7140fa9fc067e427ee2fbcbfcc14b1720a38f2153e141",
    "transfer": "ea295c89d4af93a6a64e58bdc39624a0ae0e46b835aa0b641754ec8d3a7184de",
    "missing_values": "ced2a7fd2342cee245b1667ff0f3b22474b74f1365ad0b34b199c58cd03547e3",
}
WERE: dict[str, dict] = {"optimizers": {"epochs": 30, "schedule": None}}  # fields that a study changed since


def named(folder, name="net:make", **options):
    """A part made while a folder's files can be imported."""
    with imported(folder):
        return part(name, **options)


def key(spec):
    """The key, and the seed where it is data that is the user's own."""
    return spec.key, spec.seed("split")


@pytest.mark.parametrize("study", KEPT)
def test_a_built_in_trial_keeps_its_key(study):
    if study in BEFORE:
        before = BEFORE[study]
    else:
        before = replace(replace(load(study), tuning=3).trials()[0].trial, **WERE.get(study, {}))
    assert before.key == KEPT[study]


def test_built_in_seeds_keep_their_numbers():
    assert seed("split", part("digits"), 0) == 1677612009
    assert seed("weights", part("series", features="raw"), 7) == 1438060626


@pytest.mark.parametrize("position", POSITIONS)
def test_the_same_code_elsewhere_and_under_another_name_is_the_same(position, tmp_path):
    first = named(write(tmp_path / "a", FILES))
    other = write(tmp_path / "b", {"lab/nets.py": NET, "helper.py": FILES["helper.py"]})
    second = named(other, "lab.nets:make")
    assert first.name != second.name
    assert key(POSITIONS[position](first)) == key(POSITIONS[position](second))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize(
    "changed", [{"net.py": NET + "# other\n"}, {"helper.py": "width = 9\n"}, {"name": "net:other"}]
)
def test_an_edit_of_the_file_or_of_what_it_imports_is_another_trial(position, changed, tmp_path):
    changed = dict(changed)
    before = POSITIONS[position](named(write(tmp_path / "a", FILES)))
    name = changed.pop("name", "net:make")
    after = POSITIONS[position](named(write(tmp_path / "b", FILES | changed), name))
    assert before.key != after.key


@pytest.mark.parametrize("position", POSITIONS)
def test_what_is_stored_says_the_name_and_the_content(position, tmp_path):
    own = named(write(tmp_path, FILES))
    text = dumps(POSITIONS[position](own))
    assert '"name":"net:make"' in text and f'"content":"{own.content}"' in text


@pytest.mark.parametrize("position", POSITIONS)
def test_a_file_edited_during_a_run_is_noticed(position, tmp_path):
    spec = POSITIONS[position](named(write(tmp_path, FILES)))
    with imported(tmp_path):
        check_unchanged([spec])
        write(tmp_path, {"helper.py": "width = 10\n"})
        with pytest.raises(UserError, match="net:make has changed since the run began"):
            check_unchanged([spec])


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ("import other", {"other.py": "a = {}"}),
        ("import other.inner", {"other/__init__.py": "", "other/inner.py": "a = {}"}),
        ("from other import inner", {"other/__init__.py": "", "other/inner.py": "a = {}"}),
        ("from other.inner import a", {"other/__init__.py": "a = {}", "other/inner.py": "a = 1"}),
        ("from other import *", {"other.py": "from third import a", "third.py": "a = {}"}),
        ("def f():\n    import other", {"other.py": "a = {}"}),
        ("try:\n    import other\nexcept ImportError:\n    pass", {"other.py": "a = {}"}),
        ("MODEL = 'other:make'", {"other.py": "a = {}"}),
    ],
)
def test_an_import_is_followed_in_every_form(source, files, tmp_path):
    digests = {
        named(write(tmp_path / n, {"net.py": source, **{k: v.format(n) for k, v in files.items()}})).content
        for n in "12"
    }
    assert len(digests) == 2 and None not in digests


@pytest.mark.parametrize("source", ["from . import other", "from .other import a", "import lab.other"])
def test_a_relative_import_is_followed(source, tmp_path):
    files = {"lab/__init__.py": "", "lab/net.py": source}
    digests = {named(write(tmp_path / n, files | {"lab/other.py": f"a = {n}"}), "lab.net:make").content for n in "12"}
    assert len(digests) == 2


def test_imports_in_a_circle_a_fault_of_syntax_and_a_missing_file_are_no_trouble(tmp_path):
    write(tmp_path, {"one.py": "import two", "two.py": "import one", "bad.py": "def"})
    assert named(tmp_path, "one:f").content and named(tmp_path, "bad:f").content
    assert named(tmp_path, "nowhere:f").content is None


@pytest.mark.parametrize(
    "name",
    [
        "digits",
        "keras.optimizers:Adam",
        "experiments.models.mlp:mlp",
        "math:sqrt",
        "json:dumps",
        "no.such:thing",
        "./" * 5000,
        "a\0.csv",
        ":",
        "a:",
        ":a",
        ".",
        "..:a",
        "a b:c",
        "",
        3,
        None,
    ],
)
def test_what_is_not_the_users_own_counts_by_its_name(name):
    assert content(name) is None


def test_nothing_is_executed_to_find_what_a_name_stands_for(tmp_path):
    write(tmp_path, {"lab/__init__.py": "1 / 0", "lab/net.py": "1 / 0"})
    assert named(tmp_path, "lab.net:make").content


def test_what_is_imported_keeps_the_digest_it_was_imported_with(tmp_path):
    write(tmp_path, FILES)
    with imported(tmp_path):
        before = content("net:make")
        __import__("net")
        write(tmp_path, {"net.py": NET + "# edited\n"})
        assert content("net:make") == before
    assert named(tmp_path).content != before


def test_a_path_may_be_typed_in_any_way_and_the_file_lie_anywhere(tmp_path, monkeypatch):
    write(tmp_path, {"x.csv": "a,b\n1,2\n", "old/y.2023.csv": "a,b\n1,2\n", "old/x.csv": "a,b\n1,3\n"})
    monkeypatch.chdir(tmp_path)
    same = ("x.csv", "./x.csv", "old/../x.csv", str(tmp_path / "x.csv"), "old/y.2023.csv")
    assert len({key(trial(data=part(name, target="b"))) for name in same}) == 1
    assert key(trial(data=part("old/x.csv", target="b"))) != key(trial(data=part("x.csv", target="b")))
    assert trial(data=part("x.csv", target="a")).key != trial(data=part("x.csv", target="b")).key


def test_another_file_of_the_same_name_is_other_data(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"x.csv": "a,b\n1,2\n"}))
    before = trial(data=part("x.csv"))
    write(tmp_path, {"x.csv": "a,b\n1,2\n3,4\n"})
    assert key(trial(data=part("x.csv"))) != key(before)


def test_options_of_data_change_no_seed(tmp_path):
    own = named(write(tmp_path, FILES))
    assert trial(data=own.but(missing=0.1)).seed("split") == trial(data=own).seed("split")
    assert trial(data=own.but(missing=0.1)).key != trial(data=own).key


def test_a_part_keeps_its_content_in_every_form(tmp_path):
    own = named(write(tmp_path, FILES), width=3)
    assert own.but(width=4).content == own.content == structure(own).content
    assert digest(own) != digest(own.but(width=4))
    assert digest(own) == digest(Part("elsewhere:make", own.options, own.content))


def test_modules_of_one_name_in_two_folders_are_refused_in_one_command(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    text = "import net\n"
    for folder in "ab":
        write(tmp_path / folder, {"mine.py": text, "net.py": f"a = '{folder}'"})
    with pytest.raises(UserError, match="stands for one file"):
        make_importable([tmp_path / "a" / "mine.py", tmp_path / "b" / "mine.py"])
    make_importable([tmp_path / "a" / "mine.py"])


def test_what_lies_beside_a_study_hides_nothing_of_the_suite(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    write(tmp_path, {"mine.py": "", "custom_layers/__init__.py": "", "net.py": "a = 1"})
    make_importable([tmp_path / "mine.py"])
    assert find_spec("net") and find_spec("net").origin == str(tmp_path / "net.py")
    paths = [Path(entry or ".").resolve() for entry in sys.path]
    assert paths.index(ROOT) < paths.index(tmp_path)
