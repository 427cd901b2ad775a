"""The suite in Python: what a call gives, that a second one trains nothing, and that what is refused leaves nothing."""

import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest

from experiments import api, compare, read, search
from experiments.errors import UserError
from experiments.execution.executor import Executor
from experiments.run import main
from tests.marks import whole
from tests.tuning.samples import search as sample
from tests.workplace import imported, write

FILE = str(Path(__file__).with_name("samples.py"))
SEARCH = "from tests.tuning.samples import search\nSEARCH = search(name='mine', trials=2, confirmed=0, epochs=1)\n"


def frame(rows=60):
    """Rows with a text, a date and gaps, and a class that follows from a number."""
    draw = np.random.default_rng(0)
    made = pd.DataFrame({"size": draw.normal(50, 9, rows), "kind": draw.choice(list("abc"), rows)})
    made["since"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 900, rows), unit="D")
    made["dear"] = np.where(made["size"] > 50, "yes", "no")
    made.loc[::9, "size"] = None
    return made


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The folder of all runs."""
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def result(out):
    """What the tiny study comes to on a DataFrame."""
    return compare(FILE, data=frame(), target="dear", out=out, quiet=True)


@pytest.fixture
def idle(monkeypatch):
    """Training anything fails the test."""
    monkeypatch.setattr(Executor, "execute", lambda *_: pytest.fail("something was trained"))


def test_a_result_has_trials_claims_and_answers_as_tables(result):
    assert {"tune", "report"} == set(result.trials["role"])
    assert set(result.trials["status"]) <= {"ok", "diverged"}
    assert set(result.curves["key"]) == set(result.trials["key"])
    (claim,) = result.ledger.to_dict("records")
    assert (claim["study"], claim["claim"], claim["treatment"], claim["baseline"]) == ("tiny", "T1", "Momentum", "SGD")
    assert claim["verdict"] in result.summary["verdicts"]
    assert list(result.answers.columns) == ["about", "answer", "text"] and len(result.answers)
    assert result.page.is_file()


def test_a_study_gives_its_leading_network_trained_once_more(result, monkeypatch):
    new = frame(5).drop(columns="dear")
    scores = result.model().predict(result.rows(new), verbose=0)
    assert scores.shape == (5, 2) and np.isfinite(scores).all()
    known = result.summary["studies"][0]["recommended"]
    row = result.trials.set_index("key").loc[known["key"]]
    whole = frame()
    right = (result.model().predict(result.rows(whole), verbose=0).argmax(1) == (whole["dear"] == "yes")).mean()
    assert (result.folder / known["file"]).is_file() and row["method"] == known["method"]
    shares = [row[f"{split}_accuracy"] for split in ("train", "validation", "test")]
    assert min(shares) - 0.02 <= right <= max(shares) + 0.02
    monkeypatch.setattr("experiments.engines.network.trained", lambda *_: pytest.fail("it was trained again"))
    assert result.model("tiny") is not None


def test_its_text_and_its_picture_say_the_answers(result):
    answer = result.answers["answer"].iloc[0]
    assert answer in repr(result).replace("\n", " ")
    assert str(result.page) in repr(result).replace("\n", "")
    html = result._repr_html_()
    assert answer in html and "<svg" in html
    assert "<script" not in html and "http" not in html.replace("http://www.w3.org", "")


def test_the_pictures_ids_are_its_own_and_its_style_stays_inside(result):
    class Ids(HTMLParser):
        ids: tuple = ()

        def handle_starttag(self, _tag, attrs):
            self.ids += tuple(value for name, value in attrs if name == "id")

    parser = Ids()
    parser.feed(result._repr_html_())
    assert len(parser.ids) == len(set(parser.ids)) > 1
    assert all(one.startswith(parser.ids[0]) for one in parser.ids)
    style = result._repr_html_().split("<style>")[1].split("</style>")[0]
    for rule in style.replace("@media(prefers-color-scheme:dark){", "").split("}"):
        for selector in filter(None, rule.partition("{")[0].strip().split(",")):
            assert ".keras-experiments" in selector, selector


def test_the_same_call_again_trains_nothing(result, out, idle):
    again = compare(FILE, data=frame(), target="dear", out=out, quiet=True)
    assert again.folder == result.folder
    assert again.trials["test_accuracy"].equals(result.trials["test_accuracy"])


def test_the_command_that_is_stored_asks_for_the_same(result, idle, capsys):
    words = shlex.split(result.results.runs[0]["command"])[3:]
    assert main(words) == 0
    assert f"Report: {result.page}" in capsys.readouterr().out


def test_other_rows_are_another_run_and_a_name_is_a_folder(result, out, monkeypatch):
    monkeypatch.setattr(Executor, "execute", lambda *_: None)
    other = compare(FILE, data=frame().iloc[:-1], target="dear", out=out, quiet=True)
    assert other.folder != result.folder
    named = compare(FILE, data=frame(), target="dear", out=out, name="mine", quiet=True)
    assert named.folder == out / "mine"
    assert named.summary["data"][0]["title"] == "mine.feather"


def test_a_result_is_about_what_was_asked_and_read_about_all(result, out, tmp_path, idle):
    second = tmp_path / "second.py"
    second.write_text("from dataclasses import replace\nfrom tests.samples import STUDY\n"
                      "STUDY = replace(STUDY, name='second', title='Second')\n")  # fmt: skip
    asked = compare(str(second), data=frame(), target="dear", out=out, quiet=True)
    assert asked.folder == result.folder
    assert set(asked.trials["study"]) == {"second"}
    assert [one["title"] for one in asked.summary["studies"]] == ["Second"]
    assert set(read(result.folder).trials["study"]) == {"tiny", "second"}
    assert set(read(result.folder / "results.sqlite").ledger["study"]) == {"tiny", "second"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"target": "deer"}, "no column 'deer'.*Did you mean dear"),
        ({"target": "dear", "scale": "huge"}, "--scale must be"),
        ({"target": "dear", "epoch": 3}, r"Unknown option\. Did you mean epochs.*Received: epoch="),
        ({"target": "dear", "dry_run": True}, "Unknown option.*dry_run="),
        ({"data": 7}, "data must be a DataFrame"),
        ({"data": "wines"}, "Did you mean wine"),
        ({"target": "dear", "model": lambda shape: None}, "with def"),
        ({"target": "dear", "model": "net.py"}, "--model must be"),
        ({"target": "dear", "model": keras.Sequential([keras.Input((99,)), keras.layers.Dense(2)])}, "shape"),
    ],
    ids=["target", "scale", "option", "dry-run", "data", "name", "lambda", "model", "network"],
)
def test_what_is_refused_is_said_and_leaves_nothing(given, words, tmp_path):
    place = tmp_path / "reports"
    with pytest.raises(UserError, match=words):
        compare(FILE, **{"data": frame(), "out": place, "quiet": True} | given)
    assert not place.exists()


def test_what_was_there_stays_when_a_later_call_is_refused(result):
    before = {path: path.read_bytes() for path in result.folder.rglob("*.feather")}
    with pytest.raises(UserError, match="no column"):
        compare(FILE, data=frame(), target="deer", out=result.folder.parent, quiet=True)
    assert before == {path: path.read_bytes() for path in result.folder.rglob("*.feather")}


def test_a_search_is_no_study_and_a_study_is_no_search():
    with pytest.raises(UserError, match="tabular is a search"):
        compare("tabular")
    with pytest.raises(UserError, match=r"Unknown search\. Did you mean tabular"):
        search("tabula")
    with pytest.raises(UserError, match="one data set at a time"):
        search("tabular", data=["wine", "digits"])
    with pytest.raises(UserError, match="verify"):
        compare("verify")


def test_a_call_in_a_worker_process_is_refused(monkeypatch):
    monkeypatch.setattr(api, "current_process", lambda: type("Worker", (), {"daemon": True}))
    with pytest.raises(UserError, match="__main__"):
        compare(FILE)


def test_importing_the_suite_costs_nothing():
    code = (
        "import sys, experiments; from experiments import compare, read, search\n"
        "heavy = {'keras', 'tensorflow', 'numpy', 'pandas', 'rich', 'sklearn', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    with pytest.raises(ImportError, match="nothing_such"):
        from experiments import nothing_such  # noqa: F401


@pytest.fixture(scope="module")
def found(out, tmp_path_factory):
    """What a search comes to on a DataFrame."""
    file = tmp_path_factory.mktemp("files") / "mine.py"
    file.write_text(SEARCH)
    return search(str(file), data=frame(), target="dear", out=out, quiet=True)


def test_a_search_gives_its_winner_and_the_trained_network(found):
    assert set(found.winner) == {one.name for one in sample().space}
    assert list(found.winners) == ["mine"]
    assert "won" in found.trials
    assert found.answers["answer"].iloc[0]
    new = frame(5).drop(columns="dear")
    scores = found.model().predict(found.rows(new), verbose=0)
    assert scores.shape == (5, 2) and np.isfinite(scores).all()
    new.to_csv(path := found.folder / "new.csv", index=False)
    np.testing.assert_allclose(found.rows(path), found.rows(new), rtol=1e-6)
    assert "<svg" in found._repr_html_()


def test_the_code_on_the_page_takes_rows_as_a_file_has_them(found, monkeypatch):
    model = found.summary["searches"][0]["model"]
    frame(5).drop(columns="dear").to_csv(found.folder / "new.csv", index=False)
    monkeypatch.chdir(found.folder)
    made = {}
    exec(model["code"].replace("model.predict(x)", "scores = model.predict(x, verbose=0)"), made)
    np.testing.assert_allclose(made["scores"], found.model().predict(found.rows(frame(5)), verbose=0), rtol=1e-4)
    assert "which `rows` makes of new rows" in " ".join(model["sentences"])


def test_what_was_learned_from_must_be_as_it_was(found, tmp_path):
    shutil.copytree(found.folder, tmp_path / "moved")
    assert read(tmp_path / "moved").rows(frame(3)).shape == (3, 9)
    (file,) = (tmp_path / "moved").rglob("*.feather")
    kept = Path(found.results.searches[0]["spec"]["data"]["name"])
    content = kept.read_bytes()
    try:
        for path in (file, kept):
            path.write_bytes(content[:-1] + b"?")
        with pytest.raises(UserError, match="which is not there as it was"):
            read(tmp_path / "moved").rows(frame(3))
    finally:
        kept.write_bytes(content)


def test_rows_that_do_not_fit_are_refused(found):
    with pytest.raises(UserError, match="no column 'kind'"):
        found.rows(frame().drop(columns="kind"))
    array = np.zeros((3, 9), "float32")
    assert found.rows(array) is array
    with pytest.raises(UserError, match=r"no winner of that search.*Received: 'other'"):
        found.model("other")


def test_a_result_without_a_search_says_so(result):
    with pytest.raises(UserError, match="0 searches with a winner; run a search first"):
        _ = result.winner


def build(input_shape, outputs, units=6):
    """A network of one hidden layer."""
    layers = keras.layers
    return keras.Sequential([keras.Input(input_shape), layers.Dense(units, "tanh"), layers.Dense(outputs)])


def inner():
    """A function that no other process can import."""

    def build(input_shape, outputs, units=6):
        return keras.Sequential(
            [keras.Input(input_shape), keras.layers.Dense(units, "tanh"), keras.layers.Dense(outputs)]
        )

    return build


@whole
@pytest.mark.parametrize(
    ("model", "label"),
    [(lambda: build, "tests.test_api.build"), (inner, "build"), (lambda: build((9,), 2), "network")],
    ids=["function", "inner", "network"],
)
def test_a_network_takes_the_place_of_the_studys_and_is_the_same_when_made_again(model, label, out, monkeypatch):
    first = compare(FILE, data=frame(), target="dear", model=model(), out=out, quiet=True)
    assert first.folder.name.partition("+")[2] == label
    assert (first.trials["status"] == "ok").all()
    monkeypatch.setattr(Executor, "execute", lambda *_: pytest.fail("something was trained"))
    again = compare(FILE, data=frame(), target="dear", model=model(), out=out, quiet=True)
    assert again.trials["test_accuracy"].equals(first.trials["test_accuracy"])


NET = """import keras
from {} import WIDTH
def build(input_shape, outputs):
    layers = keras.layers
    return keras.Sequential([keras.Input(input_shape), layers.Dense(WIDTH, "tanh"), layers.Dense(outputs)])
"""


@whole
@pytest.mark.parametrize("given", ["function", "name"])
def test_a_file_that_is_edited_while_the_session_goes_on_is_read_anew(given, out, tmp_path):
    net, widths = f"net_{given}", f"widths_{given}"
    write(tmp_path, {f"{net}.py": NET.format(widths), f"{widths}.py": "WIDTH = 3\n"})
    with imported(tmp_path):
        model = __import__(net).build if given == "function" else f"{net}:build"
        options = {"data": frame(), "target": "dear", "model": model, "out": out, "quiet": True}
        first = compare(FILE, **options)
        write(tmp_path, {f"{widths}.py": "WIDTH = 12\n"})
        second = compare(FILE, **options)
        third = compare(FILE, **options)
    assert set(second.trials["key"]).isdisjoint(first.trials["key"])
    assert second.trials["parameters"].max() > first.trials["parameters"].max()
    assert third.trials["key"].equals(second.trials["key"])
    assert third.results.runs[-1]["trained"] == 0


@whole
def test_processes_train_what_python_handed_over(out):
    found = compare(FILE, data=frame(), target="dear", model=inner(), out=out, name="two", workers=2, quiet=True)
    assert (found.trials["status"] == "ok").all()
