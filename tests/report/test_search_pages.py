"""Pages of searches: what they say is what was found, whatever was found; whole, escaped and linked."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments import report
from experiments.report import terminal
from experiments.report.searches import SearchResult
from experiments.report.searching.importance import importance
from experiments.report.searching.progress import expected_best
from experiments.report.shapes.run import Summary
from experiments.spec import dumps, part
from experiments.store import Store
from experiments.store.searches import begin
from experiments.tuning.command import Settings, execute
from tests.marks import whole
from tests.report.factory import FACTS
from tests.report.shapes import faults
from tests.report.test_pages import Page
from tests.tuning.samples import SPACE, search
from tuner_configs.search import Choice

EVIL = "<script>alert('x')</script>\"&"
SMALL = search(name="small", title=EVIL, question=EVIL, space=SPACE, trials=10, replicates=2, confirmed=3)


def run(folder, made):
    """The summary of a search that was run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.tuning.command.save", lambda *_: None)  # which trains once more
        execute(Console(quiet=True), made, folder / "results.sqlite", Settings())
    return pages(folder)


def pages(folder):
    """The summary of the only search of a folder, whose pages are sound."""
    summary = report.build(folder)
    assert json.loads(json.dumps(summary, allow_nan=False))
    report.write(folder, folder / "pages", summary)
    assert faults(summary, Summary) == []
    files = sorted(path.name for path in (folder / "pages").iterdir())
    (entry,) = summary["searches"]
    assert files == sorted(["glossary.html", "index.html", "summary.json", f"{entry['name']}.html"])
    read = {file.name: Page(file) for file in (folder / "pages").glob("*.html")}
    for file, page in read.items():
        assert len(page.ids) == len(set(page.ids))
        assert "<script>alert" not in (folder / "pages" / file).read_text()
        for link in page.links:
            target, _, fragment = link.partition("#")
            if link != "data:,":
                assert (target or file) in files, link
                assert not fragment or fragment in read[target or file].ids, link
    return summary


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A folder and the summary of an ordinary search."""
    folder = tmp_path_factory.mktemp("small")
    return folder, run(folder, SMALL)


def test_the_page_is_linked_and_names_the_winner(small):
    folder, summary = small
    (entry,) = summary["searches"]
    assert 'href="small.html"' in (folder / "pages" / "index.html").read_text()
    assert entry["winner"]["text"] in (folder / "pages" / "small.html").read_text()
    assert entry["winner"]["test"]["n"] == entry["winner"]["validation"]["n"] == 2
    assert (entry["counts"]["planned"], entry["counts"]["ok"], entry["asked"]) == (20, 20, 10)
    printed = " ".join(terminal.text(summary).split())
    assert entry["winner"]["text"] in printed and entry["winner"]["test"]["text"] in printed and "(n = 2)" in printed


def test_the_space_is_told_in_words(small):
    space = small[1]["searches"][0]["space"]
    assert space[1] == {"name": "optimizer.learning_rate", "values": "0.001 to 1, logarithmic", "when": ""}
    assert space[2]["when"] == "if optimizer is momentum"


def test_finalists_come_with_intervals_and_test_scores_of_the_winner_alone(small):
    entry = small[1]["searches"][0]
    assert [row["won"] for row in entry["finalists"]] == [True, False, False]
    assert all(row["validation"]["n"] == 2 for row in entry["finalists"])
    pair, (first, second) = entry["versus"], entry["finalists"][:2]
    assert pair["estimate"] == pytest.approx(first["validation"]["centre"] - second["validation"]["centre"])
    assert pair["beats"] == (pair["low"] > 0) and second["text"] in pair["sentence"]


def test_the_expected_best_of_random_draws_is_that_of_all_possible_draws():
    scores = np.array([0.2, 0.9, 0.5, np.nan])  # a failure counts as the worst
    scores = [0.2, 0.9, 0.5, 0.2]
    for direction, best in (("max", max), ("min", min)):
        scores[3] = 0.2 if direction == "max" else 0.9
        truth = [np.mean([best(draw) for draw in product(scores, repeat=n)]) for n in (1, 2, 3)]
        assert expected_best(scores, direction)[:3] == pytest.approx(truth)
    assert np.isnan(expected_best(np.array([np.nan, np.nan]), "max")).all()


def test_charts_show_every_setting_and_the_best_so_far_never_falls(small):
    entry = small[1]["searches"][0]
    by_trial, by_time = entry["charts"]["progress"]
    best = by_trial["series"][0]["y"]
    assert len(best) == 10 and best == sorted(best) and by_time["series"][0]["y"] == best
    assert by_trial["series"][1]["y"][-1] <= best[-1]
    rate, momentum = (
        next(c for c in entry["charts"]["slices"] if c["title"] == t) for t in ("learning rate", "momentum")
    )
    assert rate["x_log"] and not momentum["x_log"] and None in momentum["x"] and None not in rate["x"]
    assert entry["charts"]["slices"][0]["categories"] == ["sgd", "momentum"]
    (lines,) = entry["charts"]["parallel"]
    assert [len(axis["values"]) for axis in lines["axes"]] == [10] * 4


def test_importance_finds_what_mattered(small):
    assert small[1]["searches"][0]["importance"] is None  # ten settings are too few
    rng = np.random.default_rng(0)
    rate = 10 ** rng.uniform(-3, 0, 60)
    names = ("optimizer", "optimizer.learning_rate", "optimizer.momentum")
    columns = (["sgd", "momentum"] * 30, rate, [np.nan, 0.9] * 30)
    trials = pd.DataFrame({f"value:{name}": values for name, values in zip(names, columns, strict=True)})
    trials["score"] = 0.9 - 0.1 * np.abs(np.log10(rate) + 1.5)
    space = json.loads(dumps(SMALL))["space"]
    table = importance(SearchResult({"space": space}, FACTS, "accuracy", "max", trials, pd.DataFrame()))
    assert table["rows"][0]["name"] == "optimizer.learning_rate" and table["rows"][0]["low"] > 0.5
    assert table["r2"] > 0.8 and all(abs(row["loss"]) < 0.1 for row in table["rows"][1:])
    assert "60 settings. That is few" in table["text"]


def test_the_winner_can_be_pasted(small):
    folder, summary = small
    code = summary["searches"][0]["code"]
    compile(code, "winner", "exec")
    assert "load_wine" in code and "EarlyStopping" in code and "class=" not in code
    assert "keras.utils.set_random_seed(1)" in (folder / "pages" / "small.html").read_text()


def test_a_search_that_has_tried_nothing_says_so(tmp_path):
    store = Store(tmp_path / "results.sqlite")
    begin(store, "small", SMALL, FACTS, "accuracy", "max")
    store.close()
    (entry,) = pages(tmp_path)["searches"]
    assert (entry["asked"], entry["winner"], entry["finalists"]) == (0, None, [])
    assert "nothing has been tried yet" in (tmp_path / "pages" / "small.html").read_text()


def test_a_search_in_which_everything_failed_says_why(tmp_path):
    lost = search(space=(Choice("optimizer.momentum", (2.0, 2.5)),), oracle="grid", trials=2,
                  optimizer=part("momentum", learning_rate=0.05))  # fmt: skip
    (entry,) = run(tmp_path, replace(lost, title="Lost"))["searches"]
    assert entry["winner"] is None and entry["counts"]["error"] == 2
    assert "momentum" in entry["reasons"][0]["reason"]
    assert entry["failures"]["values"] == [
        {"name": "optimizer.momentum", "value": value, "failed": 1, "tried": 1} for value in ("2", "2.5")
    ]
    assert entry["charts"] == {"progress": [], "slices": [], "parallel": [], "mistakes": []} and entry["code"] is None
    assert "1 training failed" in (tmp_path / "pages" / "small.html").read_text()


@whole
def test_a_nested_search_has_a_winner_a_split(tmp_path):
    (entry,) = run(tmp_path, search(name="nested", trials=3, nested=2))["searches"]
    assert [row["fold"] for row in entry["finalists"] if row["won"]] == [0, 1]
    assert entry["winner"]["test"]["n"] == 2 and entry["versus"] is None
    assert entry["answers"][0]["bold"] == "This way of searching" and "2 splits" in entry["answers"][0]["text"]


def test_a_run_without_searches_has_none(summary):
    assert summary["searches"] == []
