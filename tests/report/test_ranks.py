"""Ranks by epoch: of the reported curves, the mean over replicates."""

from experiments import report
from tests.report.factory import Truth, World, fill, tiny


def test_ranks_follow_the_curves_and_a_chart_needs_three_methods(summary):
    study = summary["studies"][1]
    series = {row["label"]: row["y"] for row in study["ranks"]["series"]}
    assert len(series) == 10 and study["ranks"]["y_down"]
    assert all(abs(sum(ranks) - 55) < 0.1 for ranks in zip(*series.values(), strict=True))
    assert series["sigmoid"][-1] == 10 and max(series["ReLU"]) < 10


def test_two_methods_have_no_ranks(tmp_path):
    fill(tmp_path / "results.sqlite", [tiny()], World({"new": Truth(0.97)}))
    assert report.build(tmp_path)["studies"][0]["ranks"] is None
