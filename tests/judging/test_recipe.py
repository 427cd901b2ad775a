"""The recipe: known gains make a known recipe, gains by chance are not told as help, a rerun comes to the same."""

from dataclasses import replace
from math import nan

import numpy as np
import pandas as pd
import pytest

from experiments.advice import Recipe, Technique
from experiments.combination import combined
from experiments.judging.choice import choose
from experiments.judging.evidence import Evidence
from experiments.judging.measures import Context
from experiments.judging.recipe import course, scores
from experiments.judging.statistics import mean_interval
from experiments.replication import replicated
from experiments.report import build, write
from experiments.spec import part
from experiments.store import Store, read
from experiments.study import method
from tests.report.factory import FACTS, PLACE, Truth, World, tiny

PLAIN = "plain"
RECIPE = Recipe(
    PLAIN, (Technique("dropout", ("low", "high")), Technique("schedule", ("cycle",)), Technique("decay", ("decay",)))
)
STUDY = replace(
    tiny(
        methods=(
            method(PLAIN),
            method("low", model=part("base", dropout=0.1)),
            method("high", model=part("base", dropout=0.5)),
            method("cycle", schedule=part("one_cycle")),
            method("decay", optimizer=part("base", weight_decay=0.1)),
        ),
        recipe=RECIPE,
        rates=(0.003, 0.01),
        claims=(),
        contest=False,
        tuning=6,
        replicates=8,
    ),
    reported=(),
)


class Added(World):
    """A world in which the gains of a combination's parts add up; of those in `rivals` only the largest counts."""

    def __init__(self, gains, rivals=(), noise=0.001):
        super().__init__(noise=noise)
        self.gains, self.rivals = gains, rivals

    def record(self, planned):
        own = {label: self.gains.get(label, 0.0) for label in planned.method.split(" + ")}
        most = max((gain for label, gain in own.items() if label in self.rivals), default=0.0)
        self.truths = {planned.method: Truth(0.9 + most + sum(own[label] for label in own.keys() - set(self.rivals)))}
        return super().record(planned)


def run(folder, world, study=STUDY):
    """The study as it is once nothing more is planned, and how many trials each round trained."""
    store, trained, raised = Store(folder / "results.sqlite"), [], [study]
    number = store.begin("test", PLACE)
    while raised:
        (study,) = raised
        store.plan([(study, world.facts)])
        known = set(read(folder).query("SELECT key FROM trials")["key"])
        new = {row.trial.key: row for row in study.trials() if row.trial.key not in known}
        store.add(number, [row.trial for row in new.values()], [world.record(row) for row in new.values()], PLACE)
        trained.append(len(new))
        raised = replicated([study], read(folder), 8)
    store.close()
    return study, trained


def page(folder):
    """What the page says of the recipe, and its techniques by their best method."""
    found = build(folder)["studies"][0]["combined"]
    return found, {row["method"]: row for row in found["techniques"]}


def test_what_adds_is_kept_in_order_of_gain_and_reported_on_fresh_replicates(tmp_path):
    study, trained = run(tmp_path, Added({"low": 0.01, "high": 0.02, "cycle": 0.03, "decay": -0.01}))
    found, rows = page(tmp_path)
    assert found["outcome"] == "helps" and found["parts"] == ["cycle", "high"]
    assert found["bold"].startswith(
        "On Handwritten digits, the network with cycle and high reaches a test accuracy of 95."
    )
    assert found["text"].startswith("+5.0") and found["text"].endswith("over the network as it was, n = 8.")
    assert [(label, row["kept"]) for label, row in rows.items()] == [("cycle", True), ("high", True), ("decay", False)]
    alone = {label: row["alone"]["centre"] for label, row in rows.items()}
    assert alone == pytest.approx({"cycle": 0.03, "high": 0.02, "decay": -0.01}, abs=0.002)
    losses = {label: row["loss"]["centre"] for label, row in rows.items() if row["loss"]}
    assert losses == pytest.approx({"cycle": 0.03, "high": 0.02}, abs=0.002)
    assert rows["decay"]["step"] is None and rows["decay"]["loss"] is None
    counts = {label: count for label, _, count in study.reported if count}
    assert counts == dict.fromkeys((PLAIN, "cycle", "high", "decay", "cycle + high"), 8)
    assert {row.replicate for row in study.trials() if row.role == "report"} == set(range(6, 14))
    again = run(tmp_path, Added({}))
    assert again == (study, [0] * len(trained))  # a rerun comes to the same, and trains nothing


def test_what_adds_nothing_to_what_was_kept_is_left_out(tmp_path):
    run(tmp_path, Added({"high": 0.02, "cycle": 0.03, "decay": 0.01}, rivals=("high", "cycle"), noise=0.0002))
    found, rows = page(tmp_path)
    assert found["parts"] == ["cycle", "decay"]
    assert rows["high"]["alone"]["centre"] == pytest.approx(0.02, abs=0.001) and rows["high"]["step"]["centre"] < 0.001


def test_where_nothing_helps_the_network_stays_as_it_was(tmp_path):
    study, _ = run(tmp_path, Added({"low": -0.02, "high": -0.02, "cycle": -0.03, "decay": -0.01}))
    found, rows = page(tmp_path)
    assert found["outcome"] == "nothing" and found["parts"] == [] and len(study.methods) == len(STUDY.methods)
    assert found["bold"] == "Nothing helped here: keep the network as it was."
    assert (
        "None of 3 techniques adds to it on validation rows. On Handwritten digits it reaches a test accuracy of 9"
        in found["text"]
    )
    assert not any(row["kept"] or row["step"] for row in rows.values())


def test_a_gain_that_test_rows_do_not_show_is_no_help(tmp_path):
    class Lucky(Added):
        def record(self, planned):
            gain = 0.03 if planned.role == "tune" else 0.0
            self.gains = {"decay": gain}
            return super().record(planned)

    run(tmp_path, Lucky({}))
    found, _ = page(tmp_path)
    assert found["outcome"] == "unclear" and found["parts"] == ["decay"]
    assert found["bold"] == "Nothing is shown to help here: keep the network as it was."
    assert "Of 3 techniques, decay adds to it on validation rows; the gain on test rows is" in found["text"]


def test_a_recipe_that_is_cut_short_says_so(tmp_path):
    store = Store(tmp_path / "results.sqlite")
    store.plan([(STUDY, World().facts)])
    store.close()
    found, rows = page(tmp_path)
    assert found["outcome"] == "unfinished" and found["bold"] == "The recipe is not finished." and rows == {}
    summary = build(tmp_path)
    assert summary["studies"][0]["answers"][0]["bold"] == "Nothing has run yet." and summary["answers"] == []


def judged(values_of):
    """The evidence of validation scores: (method, setting) -> one a tuning replicate."""
    rows = [
        {
            "method": label,
            "setting": setting,
            "replicate": number,
            "role": "tune",
            "status": "ok",
            "validation_score": value,
        }
        for (label, setting), values in values_of.items()
        for number, value in enumerate(values)
    ]
    trials = pd.DataFrame(rows)
    techniques = [{"name": name, "methods": [name]} for name in "ab"]
    spec = {
        "recipe": {"baseline": PLAIN, "techniques": techniques, "margin": 0.005},
        "methods": [],
        "tuning": trials["replicate"].max() + 1,
    }
    return Evidence(spec, Context(trials, FACTS), {"validation_score": choose(trials, "validation_score")}, None)


def test_a_replicate_is_scored_at_what_is_best_on_the_others():
    tuned = scores(judged({("a", 0.1): [9.0, 0.0, 0.0], ("a", 0.2): [1.0, 2.0, 3.0], ("b", 0.1): [nan, 4.0, 5.0]}))
    assert tuned.honest("a").tolist() == [1.0, 0.0, 0.0]  # never the 9 that lifts its own setting
    assert tuned.honest("a", "b")[1:].tolist() == [4.0, 0.0] and tuned.best(["a", "b"]) == "b"


def test_chance_rarely_looks_like_help():
    """Where no technique does anything, a fresh test says that what was kept helps in 2.5 % of runs at most."""
    generator, kept, helps, runs = np.random.default_rng(1), 0, 0, 25
    names = [PLAIN, *"ab", *(f"{a} + {b}" for a in "ab" for b in "ab")]
    for _ in range(runs):
        drawn = {(label, rate): generator.normal(size=6) for label in names for rate in (0.1, 0.2)}
        parts = course(judged(drawn)).parts
        kept += bool(parts)
        helps += bool(parts) and mean_interval(generator.normal(size=10)).low > 0
    assert kept <= 0.8 * runs and helps <= 2


def test_a_combination_changes_what_its_parts_change():
    study = replace(STUDY, methods=(*STUDY.methods, method("muon", (0.1,), optimizer=part("muon"))))
    mixed = combined(study, ("muon", "high", "decay", "cycle"))
    assert mixed.label == "muon + high + decay + cycle" and mixed.rates == (0.1,)
    trial = study.trial(mixed, 0.1, 0)
    assert trial.optimizer == part("muon", weight_decay=0.1, learning_rate=0.1)
    assert trial.model == study.base.model.but(dropout=0.5) and trial.schedule == part("one_cycle")
    assert trial.batch_size == study.base.batch_size


def test_the_page_and_the_front_page_draw_what_each_technique_adds(tmp_path):
    run(tmp_path, Added({"high": 0.02, "cycle": 0.03, "decay": -0.01}))
    write(tmp_path)
    front, study = ((tmp_path / name).read_text() for name in ("index.html", "tiny.html"))
    words = "gained over the network as it was, best first: all kept parts together +5"
    assert words in front and words in study and '"CSV"' in study
    assert front.index("the network with cycle and high reaches") < front.index("The studies")
    assert "one_cycle" not in study.partition('id="use"')[0] and "OneCycle(" in study.partition('id="use"')[2]
