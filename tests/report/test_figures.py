"""Figures are well-formed, unique on a page, and their labels do not collide."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from experiments.report import figures
from experiments.report.figures.chart import named
from experiments.report.figures.glyph import position
from experiments.report.figures.labels import spread
from experiments.report.figures.scales import Scale

KINDS = ("ranking", "learning", "sensitivity", "epochs", "gradients")


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_well_formed_xml_with_its_own_ids(summary, kind):
    study = summary["studies"][1]
    text = getattr(figures, kind)(study, "here")
    ElementTree.fromstring(text)
    assert all(found.startswith("here-") for found in re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(re.findall(r' id="([^"]+)"', text))


@pytest.mark.parametrize("kind", ("ranking", "learning", "epochs"))
def test_a_figure_names_every_method(summary, kind):
    study = summary["studies"][0]
    text = getattr(figures, kind)(study, "here")
    body = text.partition(">")[2]
    assert all(f">{row['method']}</text>" in body for row in study["curves"])


def test_sensitivity_has_a_panel_for_each_method_with_a_choice(summary):
    study = summary["studies"][0]
    body = figures.sensitivity(study, "here").partition(">")[2]
    several = {row["method"] for row in study["sensitivity"] if len(row["points"]) > 1}
    assert {row["method"] for row in study["sensitivity"] if f">{row['method']}</text>" in body} == several
    assert 0 < len(several) < len(study["sensitivity"])


def test_labels_that_would_be_cut_lose_what_they_have_in_common_and_then_take_a_third_row():
    assert named(["the plain one", "the other one"], 16) == [["the plain one"], ["the other one"]]
    labels = [f"the recurrent network, {which} state normalised" for which in ("last", "every")]
    assert named(labels, 16) == [["last"], ["every"]]
    assert named(["same", "same"], 16) == [["same"], ["same"]]
    long = ["normalisation before the activation", "no normalisation"]
    assert named(long, 16) == [["normalisation", "before the", "activation"], ["no normalisation"]]


def test_a_narrow_range_of_scores_has_ticks(summary):
    study = summary["studies"][0]
    ticks = Scale([0.9612, 0.9668], study).ticks(8)
    assert len(ticks) >= 3 and 0.96 < ticks[0] < ticks[-1] < 0.968
    assert Scale([0.7, 0.99], study).ticks(8)[0] == 0.7


def test_a_label_is_drawn_as_it_is_written(summary):
    label = "<b>&#c00001"
    row = {**summary["studies"][0]["curves"][0], "method": label}
    root = ElementTree.fromstring(figures.learning({**summary["studies"][0], "curves": [row]}, "here"))
    assert label in [element.text for element in root.iter() if element.tag.endswith("text")]


def test_no_gradient_norms_no_figure(summary):
    assert figures.gradients(summary["studies"][0], "here") is None


def test_one_setting_a_method_is_no_sensitivity(summary):
    rows = [{**row, "points": row["points"][:1]} for row in summary["studies"][0]["sensitivity"]]
    assert figures.sensitivity({**summary["studies"][0], "sensitivity": rows}, "here") is None


def test_labels_are_pushed_apart_in_their_order_and_stay_inside():
    wanted = [50.0, 51.0, 52.0, 200.0, 259.0, 260.0]
    placed = spread(wanted, 13, 0, 260)
    assert placed == sorted(placed) and placed[3] == 200
    assert all(b - a >= 13 - 1e-9 for a, b in pairwise(placed))
    assert min(placed) >= 0 and max(placed) <= 260
    assert sum(placed[:3]) / 3 == pytest.approx(51)
    crowded = spread([5.0] * 30, 13, 0, 260)
    assert min(crowded) >= -1e-9 and max(crowded) <= 260 + 1e-9 and spread([], 13, 0, 260) == []


def test_the_glyph_puts_effects_in_order_and_ends_at_the_edge():
    xs = [position(margins) for margins in (-500, -100, -1, 0, 0.5, 1, 10, 100, 500)]
    assert xs == sorted(xs) and xs[0] == xs[1] and xs[-1] == xs[-2] and xs[3] == 120


def test_a_claims_glyph_tells_each_pair_in_words(summary):
    claim = next(one for one in summary["studies"][0]["claims"] if one["id"] == "M1")
    root = ElementTree.fromstring(figures.glyph(claim["pairs"]))
    assert len(root.findall("g")) == 8 and root.attrib["aria-label"].count("against SGD") == 8
