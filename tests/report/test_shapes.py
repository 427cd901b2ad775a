"""The shapes hold what a summary holds: every kind of chart, advice, factors, and measures beside the usual ones."""

from dataclasses import replace

import pytest

from experiments import report
from experiments.advice import Advice, Recipe, Technique
from experiments.chart import Chart
from experiments.record import Record
from experiments.report.sections.charts import KINDS
from experiments.report.shapes.run import Summary
from experiments.report.shapes.studies import MethodRow
from experiments.spec import Simulation, part
from experiments.study import Claim, method
from tests.report.factory import Truth, World, fill, tiny
from tests.report.shapes import faults

BINS = {"confidence": [0.5, 0.9], "hits": [0.4, 0.8], "count": [10.0, 20.0]}
PREDICTED = {
    f"{split}_{name}": values
    for split in ("validation", "test")
    for name, values in {"truth": [0.0, 1.0, 1.0], "0": [0.9, 0.2, 0.6], "1": [0.1, 0.8, 0.4]}.items()
}
STEPS = {"x": [0.0, 1.0, 2.0], "y": [1.0, 0.5, 0.25], "edges": [0.0, 1.0, 2.0], "counts": [3.0, 4.0]}
GRID = {
    "grid_x": [0.0, 1.0],
    "grid_y": [0.0, 1.0],
    "grid_z": [0.0, 1.0, 2.0, 3.0],
    "minima_x": [0.0],
    "minima_y": [0.0],
}
CHARTS = (
    Chart("curves", "Steps", "x", ("y",), methods=("walk",), marks=(("y", 0.5, "half"), ("x", 1.0, "here"))),
    Chart("layers", "Depth", "after", ("dead_share",)),
    Chart("epochs", "Epochs", "", ("dead_share",)),
    Chart("against", "Rank", "", ("test_score",)),
    Chart("measures", "Both", "test_score", ("train_loss",), methods=("new", "old")),
    Chart("paths", "Walk", "grid", ("y",), methods=("walk",)),
    Chart("histograms", "Counts", "edges", ("counts",), methods=("walk",)),
    Chart("calibration", "Sure", methods=("new", "old")),
    Chart("confusion", "Taken", methods=("new", "old")),
)


class Drawn(World):
    """Trials with reliability curves, and simulations with series: every kind of chart has something to show."""

    def record(self, planned) -> Record:
        """Trains nothing."""
        if isinstance(planned.trial, Simulation):
            series = GRID if planned.method == "grid" else STEPS
            values = {"simulation": {"error": 1e-9}}
            return Record(planned.trial.key, "ok", scores=values, curves={"simulation": series}, engine="simulation")
        record = super().record(planned)
        return replace(record, curves=record.curves | {"test": BINS, "prediction": PREDICTED})


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> dict:
    """The summary of a study that trains, simulates, advises, and asks for every kind of chart."""
    study = tiny(
        methods=(
            method("new", optimizer=part("adam"), position=1.0),
            method("old", optimizer=part("sgd"), position=2.0),
            method("walk", simulation=part("landscape_path")),
            method("grid", simulation=part("landscape_grid")),
        ),
        claims=(
            *tiny().claims,
            Claim("T3", "The sum is right.", (("walk", "theory"),), "error", 1e-6, "rounding", "exact"),
        ),
        charts=CHARTS,
        advice=(Advice(("new",), "old"),),
        recipe=Recipe("old", (Technique("Adam", ("new",)),)),
    )
    path = tmp_path_factory.mktemp("drawn") / "results.sqlite"
    return report.build(fill(path, [study], Drawn({"new": Truth(0.95), "old": Truth(0.93)}, noise=0.001)))


def test_a_run_has_the_shape_that_is_declared(summary):
    assert faults(summary, Summary) == []


def test_every_kind_of_chart_has_the_shape_that_is_declared(drawn):
    (study,) = drawn["studies"]
    titles = [chart["title"].removesuffix(": new") for chart in study["charts"]]  # a matrix names whose it is
    assert titles == [chart.title for chart in CHARTS]
    assert {chart.kind for chart in CHARTS} == set(KINDS) and study["advice"] and study["combined"]["techniques"]
    assert faults(drawn, Summary) == []


def test_a_measure_of_simulations_leaves_the_count_of_failed_trials(drawn):
    rows = drawn["studies"][0]["ranking"]["methods"]
    assert [(row["method"], row["error"]) for row in rows] == [("new", 0), ("old", 0)]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"more": 1}, "row has more"),
        ({"slot": "first"}, "row.slot is 'first', not <class 'int'>"),
        ({"tied": 1}, "row.tied is 1, not <class 'bool'>"),
        ({"setting": "0.1"}, "row.setting is '0.1', not float | None"),
        ({"settings": {"gap": []}}, "row.settings.gap is [], not float | None"),
        ({"test_score": {}}, "row.test_score lacks centre"),
    ],
)
def test_a_value_of_another_shape_is_named(change, fault, drawn):
    row = drawn["studies"][0]["ranking"]["methods"][0]
    assert faults(row, MethodRow, "row") == [] and fault in faults({**row, **change}, MethodRow, "row")


def test_a_key_that_is_lacking_is_named(drawn):
    row = {name: value for name, value in drawn["studies"][0]["ranking"]["methods"][0].items() if name != "edge"}
    assert faults(row, MethodRow, "row") == ["row lacks edge"]
