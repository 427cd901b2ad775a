"""The confusion matrix: what is counted, what is drawn, and what is said of it."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from experiments.judging.predictions import confusion as counted
from experiments.report.figures import FIGURES
from experiments.report.sections.confusion import mistakes
from tests.report import charts

TRUTH, TAKEN = np.array([0.0, 0, 1, 1, 2]), [0, 1, 1, 1, 0]
STORED = {"test": np.eye(3)[TAKEN] * 0.7 + 0.1, "test_truth": TRUTH}


def texts(chart):
    """The alternative text, and what is written in the figure."""
    root = ElementTree.fromstring(FIGURES["confusion"](chart, "a").replace("&nbsp;", " "))
    written = [element.text for element in root.iter() if element.tag.endswith("text")]
    return root.attrib["aria-label"], written


def test_rows_are_counted_by_true_and_predicted_class():
    once = [[1, 1, 0], [0, 2, 0], [1, 0, 0]]
    np.testing.assert_array_equal(counted([STORED]), once)
    np.testing.assert_array_equal(counted([STORED, STORED]), 2 * np.array(once))


def test_mistakes_are_a_matrix_and_a_curve_of_the_same_rows():
    matrix, curve = mistakes([STORED], {"classes": 3, "labels": ["a", "b", "c"]}, "the winner")
    assert (matrix["classes"], sum(map(sum, matrix["counts"]))) == (["a", "b", "c"], 5)
    (row,) = curve["series"]
    assert row["confidence"] == pytest.approx([0.8]) and row["hits"] == pytest.approx([0.6])
    assert row["ece"] == pytest.approx(0.2)
    assert matrix["title"] == "the winner: true and predicted classes, test rows of 1 replicate"


@pytest.mark.parametrize(
    ("stored", "classes"), [([], 3), ([{**STORED, "test": TRUTH[:, None]}], None)], ids=["no", "y"]
)
def test_without_predictions_of_classes_there_is_nothing_to_show(stored, classes):
    assert mistakes(stored, {"classes": classes}, "it") == []


def test_a_matrix_says_shares_and_mistakes():
    label, written = texts(charts.confusion(3))
    assert label.startswith("Taken for. 27 of 30 rows are right. Found of each class: series 0 90 %")
    assert "series 0 for series 1 1 times" in label and {"90", "10", "series 2"} <= set(written)


@pytest.mark.parametrize("count", [2, 12, 20])
def test_every_class_is_named_and_the_figure_stays_small(count):
    svg = FIGURES["confusion"](charts.confusion(count), "a")
    _, written = texts(charts.confusion(count))
    assert all(written.count(name) == 2 for name in charts.labels(count)) and len(svg.encode()) < 80_000


def test_a_name_is_text_whatever_it_holds():
    label, written = texts(charts.confusion(2, classes=["<b>", "a very long name of a class"]))
    assert "<b>" in written and "a very long…" in written and "a very long name of a class" in label


def test_no_rows_are_no_figure():
    assert FIGURES["confusion"](charts.confusion(2, counts=[[0, 0], [0, 0]]), "a") is None
