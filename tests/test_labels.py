"""Names are labels: what has one name lives side by side, in folders, pages and rows of the store."""

import pytest

from experiments.labels import distinct, labels
from experiments.options import parse
from experiments.report import write as written
from experiments.report.filters import page
from experiments.report.summary import summarise
from experiments.run import main
from experiments.selection import named, select
from experiments.store import Store, read
from experiments.store.searches import begin
from experiments.tuning.jobs import check_stored, jobs
from tests.samples import STUDY
from tests.tuning.samples import search
from tests.workplace import write

ROWS = "a,b\n" + "1,2\n2,3\n" * 9
MINE = "from dataclasses import replace\nfrom tests.samples import STUDY as TINY\nSTUDY = replace(TINY, name={!r})\n"
SEARCH = "from tests.tuning.samples import search\nSEARCH = search(name={!r})\n"


@pytest.mark.parametrize(
    ("datasets", "expected"),
    [
        (["digits", "wine"], ["digits", "wine"]),
        (["sales.csv", "old/sales.csv"], ["sales", "old.sales"]),
        (["old/sales.csv", "new/sales.csv", "new/old/sales.csv"], ["sales", "new.sales", "old.sales"]),
        (["a/x/sales.csv", "b/x/sales.csv", "c/x/sales.csv"], ["sales", "x.sales", "x.sales-2"]),
        (["sales.2023.csv", "sales.2024.csv"], ["sales.2023", "sales.2024"]),
        (["my sales.csv", "my_sales.csv"], ["my sales", "here.my_sales"]),
        (["net:one", "net:two"], ["net.one", "net.two"]),
        (["digits", "old/digits.csv"], ["digits", "own_digits"]),
    ],
)
def test_every_data_set_has_a_label_of_its_own(datasets, expected, tmp_path, monkeypatch):
    files = {f"here/{name}": ROWS for name in [*datasets, "other.csv"] if name.endswith(".csv")}
    monkeypatch.chdir(write(tmp_path, files) / "here")
    assert labels(datasets) == expected
    assert len({page(label) for label in expected}) == len(expected)


def test_a_file_is_asked_for_once_however_its_path_is_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"x.csv": ROWS, "old/x.csv": ROWS, "mine.py": ""}))
    assert distinct(["x.csv", "./x.csv", str(tmp_path / "x.csv"), "old/x.csv"]) == ["x.csv", "old/x.csv"]
    assert distinct(["mine.py", "old/../mine.py", "wine", "wine"]) == ["mine.py", "wine"]


def asked(*datasets, studies="mine.py"):
    """A command line that asks for studies on some data sets."""
    options = (word for dataset in datasets for word in ("--dataset", dataset))
    return parse([*studies.split(), "--epochs", "1", *options])


def test_a_study_is_asked_on_each_of_two_files_of_one_name(tmp_path, monkeypatch):
    other = ROWS.replace("1,2", "3,2")
    monkeypatch.chdir(write(tmp_path, {"x.csv": ROWS, "old/x.csv": other, "mine.py": MINE.format("mine")}))
    studies, title, _ = select(asked("x.csv", "old/x.csv"))
    assert title == "x and old.x"
    assert [(study.name, study.title, study.data_title) for study in studies] == [
        ("mine.x", "Tiny on x", "x"), ("mine.old.x", "Tiny on old.x", "old.x")
    ]  # fmt: skip
    keys = [{planned.trial.key for planned in study.trials()} for study in studies]
    assert not keys[0] & keys[1]


def test_a_copy_of_a_file_shares_its_trials(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"x.csv": ROWS, "old/y.csv": ROWS, "mine.py": MINE.format("mine")}))
    first, second = select(asked("x.csv", "old/y.csv"))[0]
    assert [planned.trial.key for planned in first.trials()] == [planned.trial.key for planned in second.trials()]
    assert {planned.trial.data.name for planned in second.trials()} == {"old/y.csv"}


def test_studies_of_one_name_are_all_there(tmp_path, monkeypatch):
    files = {"a.py": MINE.format("mine"), "b.py": MINE.format("mine"), "optimizers.py": MINE.format("optimizers")}
    monkeypatch.chdir(write(tmp_path, files | {"c.py": MINE.format("mlp_optimizer")}))
    studies = named(["a.py", "b.py", "optimizers.py", "optimizers", "c.py"])
    assert [study.name for study in studies] == ["mine", "mine_2", "own_optimizers", "optimizers", "own_mlp_optimizer"]


def test_searches_of_one_name_are_all_there(tmp_path, monkeypatch):
    files = {"a.py": SEARCH.format("small"), "b.py": SEARCH.format("small"), "c.py": SEARCH.format("mlp_optimizer")}
    monkeypatch.chdir(write(tmp_path, files | {"x.csv": ROWS, "old/x.csv": ROWS}))
    names = ["a.py", "b.py", "c.py", "mlp_optimizer"]
    made = jobs(asked("x.csv", "old/x.csv", studies=" ".join(names)), names)
    assert [(job.folder.name, job.name) for job in made] == [
        (folder, name)
        for folder in ("x", "old.x")
        for name in ("small", "small_2", "own_mlp_optimizer", "mlp_optimizer")
    ]
    store = Store(made[1].folder / "results.sqlite")
    begin(store, "small_2", search(name="small_2"), {"rows": 0}, "accuracy", "max")
    store.close()
    check_stored(made[1:2])


def test_a_search_and_a_study_of_one_name_have_a_page_each(tmp_path):
    from experiments.data import facts

    store = Store(tmp_path / "results.sqlite")
    store.plan([(STUDY, facts(STUDY.data))])
    begin(store, "tiny", search(name="tiny"), facts(STUDY.data), "accuracy", "max")
    store.end(store.begin("test", {}))
    store.close()
    summary = summarise(read(tmp_path))
    written(tmp_path, summary=summary)
    assert [row["name"] for row in summary["searches"]] == ["tiny.search"]
    assert "Small" in (tmp_path / "tiny.search.html").read_text()
    assert "Is momentum faster" in (tmp_path / "tiny.html").read_text()


@pytest.mark.parametrize("name", ["index", "glossary"])
def test_a_study_takes_no_page_of_the_report(name):
    assert page(name) == f"{name}_.html"


def test_a_plan_has_both_files_of_one_name_in_one_folder(tmp_path, monkeypatch, capsys):
    other = ROWS.replace("1,2", "3,2")
    monkeypatch.chdir(write(tmp_path, {"x.csv": ROWS, "old/x.csv": other, "mine.py": MINE.format("mine")}))
    assert main(["mine.py", "--dataset", "x.csv", "--dataset", "old/x.csv", "--dry-run", "--epochs", "1"]) == 0
    shown = capsys.readouterr().out
    assert "Plan on x and old.x" in shown and "mine.x " in shown and "mine.old.x" in shown
