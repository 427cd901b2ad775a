"""Ranks over data sets: SciPy's and published values, known small tables, groups and the diagram of them."""

from math import inf
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.judging import ranks
from experiments.report import figures

# Demšar 2006, table 5: upper quantiles of the studentised range over √2, for 2 to 10 methods
Q_05 = (1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164)
Q_10 = (1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920)


@pytest.fixture
def table():
    """Eight data sets, four methods, some ties."""
    values = np.random.default_rng(1).normal([0.0, 0.4, 0.8, 2], 1, (8, 4))
    return pd.DataFrame(values.round(), columns=list("abcd"))


def test_ranks_count_from_the_best_and_share_ties():
    small = pd.DataFrame({"x": [3, 1, 2], "y": [2, 1, np.nan]})
    assert ranks.ranks(small).to_numpy().tolist() == [[1, 2], [1.5, 1.5]]
    assert ranks.ranks(small, higher_is_better=False).to_numpy().tolist() == [[2, 1], [1.5, 1.5]]
    assert ranks.average_ranks(small) == {"x": 1.25, "y": 1.75}
    assert ranks.average_ranks(small.iloc[2:]) == {}


def test_friedman_is_scipys(table):
    result = stats.friedmanchisquare(*table.to_numpy().T)
    assert ranks.chi_square(table) == pytest.approx(result.statistic)
    assert ranks.friedman(table) == pytest.approx(result.pvalue)
    assert ranks.friedman(table[["a", "b"]]) is None and ranks.friedman(table * 0) == 1


def test_ties_make_the_uncorrected_chi_square_too_small_and_nothing_else_does(table):
    assert ranks.chi_square(table, ties=False) < ranks.chi_square(table)
    apart = table + np.arange(4) * 1e-6
    mean = ranks.ranks(apart).mean().to_numpy()
    demsar = 12 * 8 / (4 * 5) * ((mean**2).sum() - 4 * 5**2 / 4)
    assert ranks.chi_square(apart, ties=False) == pytest.approx(demsar) == ranks.chi_square(apart)


def test_the_f_test_is_the_analysis_of_variance_of_the_ranks(table):
    """Conover and Iman 1981: the two-way F of the ranks, rows as blocks."""
    r = ranks.ranks(table).to_numpy()
    between = 8 * ((r.mean(0) - 2.5) ** 2).sum()
    within = ((r - 2.5) ** 2).sum() - between
    f, p = ranks.iman_davenport(table)
    assert f == pytest.approx(between / 3 / (within / 21)) and p == pytest.approx(stats.f.sf(f, 3, 21))
    assert ranks.iman_davenport(pd.DataFrame([[1, 2, 3]] * 5)) == (inf, 0)


@pytest.mark.parametrize(("alpha", "published"), [(0.05, Q_05), (0.10, Q_10)])
def test_critical_differences_are_the_published_quantiles(alpha, published):
    result = [ranks.nemenyi(k, 10, alpha) / np.sqrt(k * (k + 1) / 60) for k in range(2, 11)]
    assert result == pytest.approx(published, abs=0.0011)  # the paper's last digits are cut, not rounded


def test_nemenyi_keeps_its_error_rate_for_equal_methods():
    generator = np.random.default_rng(2)
    ordered = generator.random((4000, 12, 5)).argsort(-1) + 1
    mean = ordered.mean(1)
    wrong = float((np.ptp(mean, axis=1) >= ranks.nemenyi(5, 12)).mean())
    assert 0.02 < wrong < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 4000)


def test_groups_are_the_longest_runs_that_are_not_told_apart():
    average = {"c": 3.0, "a": 1.0, "b": 1.9, "d": 3.2, "e": 5.0}
    assert ranks.groups(average, 1.2) == [["a", "b"], ["b", "c"], ["c", "d"]]
    assert ranks.groups(average, 1.31) == [["a", "b"], ["b", "c", "d"]]
    assert ranks.groups(average, 9) == [["a", "b", "c", "d", "e"]]
    assert ranks.groups(average, 0.2) == [] and ranks.groups({}, 1) == []


def test_wilcoxon_counts_by_hand():
    """Differences 0, 1, −2, 3, 4: ranks 1 to 5; the loss has rank 3, and the zero's is halved."""
    result = ranks.wilcoxon([1, 2, 3, 4, 5.0], [1, 1, 5, 1, 1])
    assert (result.n, result.t) == (5, 3.5) and result.z == pytest.approx((3.5 - 7.5) / np.sqrt(5 * 6 * 11 / 24))
    tied = ranks.wilcoxon([0.3, 0.5, 0.2], [0.2, 0.4, 0.3])
    assert tied.t == 2  # three ranks of 2, in spite of round-off
    assert ranks.wilcoxon([1.0, 2], [1.0, 2]) == ranks.Signed(2, 1.5, 0, 1)
    untied = np.random.default_rng(4).normal(0.3, 1, 12)
    assert ranks.wilcoxon(untied, untied * 0).p == pytest.approx(stats.wilcoxon(untied, method="exact").pvalue)


def test_a_comparison_is_plain_data_best_first(table):
    result = ranks.comparison(table)
    assert result is not None
    assert [row["method"] for row in result["methods"]] == sorted("abcd", key=ranks.average_ranks(table).__getitem__)
    assert {row["method"]: row["slot"] for row in result["methods"]} == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert result["datasets"] == 8 and result["groups"] == ranks.groups(ranks.average_ranks(table), ranks.nemenyi(4, 8))
    assert ranks.comparison(table[["a", "b"]]) is None and ranks.comparison(table.iloc[:1]) is None


def bars(text):
    """The ends of the thick bars, in pixels, from left to right as drawn."""
    result = [
        element.attrib["d"].split()
        for element in ElementTree.fromstring(text).iter()
        if element.tag.endswith("path") and "stroke-width: 4" in element.attrib.get("style", "")
    ]
    return [tuple(sorted((float(d[1]), float(d[4])))) for d in result]


def test_the_diagram_names_all_and_joins_what_is_not_told_apart(table):
    chart = ranks.comparison(table)
    text = figures.critical_difference(chart, "here")
    root = ElementTree.fromstring(text)
    words = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert all(f"{row['method']} {row['average_rank']:.2f}" in words for row in chart["methods"])
    assert f"CD = {chart['critical_difference']:.2f}" in words
    assert len(bars(text)) == len(chart["groups"]) > 0
    assert "Not told apart" in root.attrib["aria-label"] and "1 is best" in words
    assert figures.critical_difference({**chart, "methods": []}, "here") is None


def test_the_diagram_is_to_scale(table):
    chart = {**ranks.comparison(table), "groups": [["d", "a"]]}
    chart["methods"] = [
        {"method": n, "slot": i, "average_rank": r} for i, (n, r) in enumerate((("d", 1.0), ("a", 4.0)))
    ]
    chart["methods"][1:1] = [{"method": n, "slot": i, "average_rank": 2.5} for i, n in ((2, "b"), (3, "c"))]
    ((left, right),) = bars(figures.critical_difference(chart, "here"))
    assert (left + right) / 2 == pytest.approx(280, abs=0.5) and right - left == pytest.approx(260 + 12, abs=0.5)
    wide = {**chart, "critical_difference": 3.5}
    assert "more than the axis is long" in figures.critical_difference(wide, "here")
