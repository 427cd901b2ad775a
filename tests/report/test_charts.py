"""Charts of any quantity: well-formed, finite, told in words, escaped, small, whatever the data."""

import json
import re
from itertools import combinations, pairwise
from math import inf, nan
from xml.etree import ElementTree

import numpy as np
import pytest

from experiments.report.figures import FIGURES
from experiments.report.figures.axis import Axis, tick_label
from experiments.report.figures.chart import format_value, simplified
from experiments.report.figures.line import middle
from experiments.report.figures.placing import Box, clearest
from tests.marks import crossed
from tests.report import charts
from tests.report.charts import CHARTS, ROWS, relabelled

KINDS = sorted(CHARTS)


def parsed(kind: str, chart: dict, name: str = "here") -> tuple[ElementTree.Element, str]:
    """A chart's SVG as a tree and as text; every number in it must be finite."""
    text = FIGURES[kind](chart, name)
    body = re.sub(r'aria-label="[^"]*"', "", text)
    assert not re.search(r"(?<![a-z-])(nan|inf|None)(?![a-z])", re.sub(r">[^<]*<", "><", body))
    return ElementTree.fromstring(text), text


def position(element: ElementTree.Element) -> tuple[float, float]:
    """The x and y of a text."""
    attributes = element.attrib
    moved = re.findall(r"[-\d.]+", attributes.get("transform", ""))
    x, y = (attributes["x"], attributes["y"]) if "x" in attributes else moved[:2]
    return float(x), float(y)


def words(root: ElementTree.Element) -> list[str]:
    """The texts of a figure."""
    return [element.text or "" for element in root.iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_well_formed_has_its_own_ids_and_the_pages_colours(kind):
    root, text = parsed(kind, CHARTS[kind](), "a")
    ids = re.findall(r' id="([^"]+)"', text + FIGURES[kind](CHARTS[kind](), "b"))
    assert len(ids) == len(set(ids)) and all(name[:2] in ("a-", "b-") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    assert not re.search(r"(?:fill|stroke): ?#\w+", text)
    assert CHARTS[kind]()["title"] in words(root)
    assert {f"line-{slot}" for slot in (0, 1)} <= set(re.findall(r'class="(?:walker )?(line-\d+)"', text))


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_tells_its_data_in_words(kind):
    root, _ = parsed(kind, CHARTS[kind]())
    label = root.attrib["aria-label"]
    assert root.attrib["role"] == "img" and label.startswith(CHARTS[kind]()["title"])
    assert all(text in label for text in charts.labels(2))
    sentences = {
        "lines": "series 1: 1.1 at 1 to 4 at 30",
        "budget": "series 1: 1.1 at 1 to 4 at 30",
        "trajectories": "series 1: from (1.5, 1) to (0, 0) in 39 steps",
        "histograms": "series 0: mean −0.5, standard deviation 1, 40 % in the linear zone",
        "calibration": "series 1, ECE 9.3 %: 25 at 30, 50 at 60, 79 at 90.",
        "scatter": "series 1: 90.2 (89.2 to 91.2) at 1,200",
    }
    assert sentences[kind] in label


LABELS = ["<script>alert(1)</script>", "a \"$x_1$\" & 'b'", "#c00001 0.00123", "数 📈"]


@pytest.mark.parametrize(("kind", "label"), crossed(KINDS, LABELS))
def test_a_label_is_text_whatever_it_holds(kind, label):
    root, text = parsed(kind, relabelled(kind, label))
    assert "<script" not in text and label in root.attrib["aria-label"]
    drawn = "".join("".join(words(root)).split())
    assert "".join(label.split())[:9] in drawn


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_show_is_no_figure(kind):
    rows = ROWS.get(kind, "series")
    chart = CHARTS[kind](1)
    assert FIGURES[kind]({**chart, rows: []}, "here") is None
    value = {"histograms": "counts", "calibration": "hits"}.get(kind, "y")
    row = chart[rows][0]
    for lost in (None, nan, inf):
        gone = lost if kind == "scatter" else [lost] * len(row[value])
        assert FIGURES[kind]({**chart, rows: [{**row, value: gone, "replicates": []}]}, "here") is None


@pytest.mark.parametrize("kind", KINDS)
def test_twelve_series_are_all_named_and_a_chart_stays_small(kind):
    root, text = parsed(kind, CHARTS[kind](12))
    assert set(charts.labels(12)) <= set(words(root))
    assert len(text.encode()) < 100_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_chart_gives_the_same_bytes(kind):
    assert FIGURES[kind](CHARTS[kind](3), "here") == FIGURES[kind](CHARTS[kind](3), "here")


def test_labels_at_the_lines_ends_do_not_collide():
    root, _ = parsed(
        "lines", {**charts.lines(8), "series": [{**row, "y": [5.0] * 30} for row in charts.lines(8)["series"]]}
    )
    ends = [element for element in root.iter() if element.tag.endswith("text") and "series" in (element.text or "")]
    ys = sorted(position(element)[1] for element in ends)
    assert len(ys) == 8 and all(b - a > 11 for a, b in pairwise(ys))


def test_many_lines_have_a_panel_each_with_all_of_them_grey_behind():
    root, text = parsed("lines", charts.lines(12))
    assert text.count('href="#here-grey"') == 11 and "dashed: here, target" in words(root)
    assert 'href="#here-grey"' not in parsed("lines", charts.lines(8))[1]


def test_many_replicates_are_a_band_that_holds_the_middle_of_them():
    chart = charts.lines(1, marks=[])
    thin = [[float(k)] * 30 for k in range(1, 21)]
    chart["series"][0] |= {"low": [], "high": [], "replicates": thin}
    assert "stroke-width: 0.5" in parsed("lines", chart)[1]
    chart["series"][0]["replicates"] = [*thin, [21.0] * 30]
    assert "stroke-width: 0.5" not in parsed("lines", chart)[1]
    low, high = middle(np.array([*thin, [21.0] * 30]))
    assert low.tolist() == [3.0] * 30 and high.tolist() == [19.0] * 30


def test_a_figure_holds_the_numbers_behind_its_points():
    row = {"label": "a'<b>", "x": [1, 2, 3], "y": [0.5, None, 1e-9], "low": [0.4, None, 0], "high": [inf, None, 1]}
    root, text = parsed("lines", charts.lines(series=[row], marks=[]))
    assert json.loads(root.attrib["data-columns"]) == ["series", "epoch", "height, m", "from", "to"]
    rows = json.loads(root.attrib["data-rows"])
    assert [cells[2:] for cells in rows] == [["a'<b>", 1, 0.5, 0.4, None], ["a'<b>", 3, 1e-9, 0, 1]]
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)[0])
    assert rows[0][0] < rows[1][0] < width and rows[0][1] < rows[1][1] < height


@pytest.mark.parametrize("kind", ["lines", "budget", "calibration", "scatter"])
def test_one_point_is_drawn(kind):
    if kind in ("lines", "budget"):
        chart = charts.lines(1, marks=[])
        row = chart["series"][0]
        chart["series"] = [
            {key: value[:1] if key not in ("label", "replicates") else value for key, value in row.items()}
        ]
    elif kind == "scatter":
        chart = charts.scatter(1)
    else:
        row = charts.calibration(1)["series"][0]
        chart = charts.calibration(series=[{**row, "confidence": [0.9], "hits": [0.8], "count": [5]}])
    _, text = parsed(kind, chart)
    assert "<use" in text


def test_a_path_of_one_step_and_a_flat_landscape_are_drawn():
    flat = {"x": charts.GRID, "y": charts.GRID, "z": [[3.0] * 41] * 41}
    root, _ = parsed("trajectories", charts.trajectories(grid=flat, paths=[{"label": "still", "x": [1], "y": [1]}]))
    assert "still: from (1, 1) to (1, 1) in 0 steps" in root.attrib["aria-label"]


def test_zero_and_less_have_no_place_on_a_logarithmic_axis():
    row = {
        "label": "loss",
        "x": [0, 0.01, 0.1, 1, 10],
        "y": [5, 1, 0, -2, 0.01],
        "low": [1, -1, 0, 0, 0.0],
        "high": [9] * 5,
    }
    chart = charts.lines(
        series=[row], x_log=True, y_log=True, marks=[{"x": 0, "label": "no"}, {"y": -1, "label": "none"}]
    )
    root, text = parsed("lines", chart)
    assert "loss: 1 at 0.01 to 0.01 at 10." in root.attrib["aria-label"] and "Marked" not in text
    dead = {**row, "y": [0, 0, -1, 0, None]}
    assert FIGURES["lines"]({**chart, "series": [dead]}, "here") is None
    points = [{"label": "kept", "x": 10, "y": 1}, {"label": "lost", "x": 0, "y": 1}]
    root, _ = parsed("scatter", charts.scatter(points=points, lines=[["kept", "lost"]]))
    assert "kept" in words(root) and "lost" not in words(root)


def test_gaps_stay_gaps_and_a_lone_point_between_them_is_seen():
    y = [float(k) for k in range(20)]
    y[5:14] = [None] * 4 + [3.0] + [None] * 4
    _, gapped = parsed("lines", charts.lines(series=[{"label": "a", "x": list(range(20)), "y": y}], marks=[]))
    assert gapped.count("<use") > parsed("lines", charts.lines(1, marks=[]))[1].count("<use")


def test_replicates_may_be_shorter_than_the_line_and_a_mark_outside_the_range_is_left_out():
    chart = charts.lines(1, y_range=[None, 3])
    chart["series"][0]["replicates"] = [[1.0, 1.1], [], [2.0] * 50]
    chart["marks"] = [{"y": 8, "label": "far"}, {"y": 2, "label": "near"}]
    root, _ = parsed("lines", chart)
    assert "near" in words(root) and "far" not in words(root)


def test_a_mark_widens_the_axis_so_that_it_is_seen():
    root, _ = parsed("lines", charts.lines(1, marks=[{"x": 60, "label": "2/curvature"}, {"y": 9, "label": "goal"}]))
    assert {"60", "8", "2/curvature", "goal"} <= set(words(root))


def test_a_long_curve_is_drawn_with_few_points_that_show_the_same():
    x = np.linspace(0, 300, 20_000)
    y = 100 + 20 * np.sin(x / 15)
    y[9_000:9_500] = nan
    few = simplified(x, y)
    assert len(few[0]) < 1000 and np.isnan(few[1]).sum() == 1
    valid = np.isfinite(y)
    assert np.abs(np.interp(x, few[0][np.isfinite(few[1])], few[1][np.isfinite(few[1])]) - y)[valid].max() < 0.6
    rows = [{"label": "a", "x": x.tolist(), "y": y.tolist(), "replicates": [(y + k).tolist() for k in range(9)]}]
    assert len(FIGURES["lines"](charts.lines(series=rows, marks=[]), "here")) < 60_000


def test_a_best_so_far_curve_holds_until_the_next_trial():
    chart = {"title": "Search", "y_label": "score", "series": [{"label": "random", "x": [1, 2, 3], "y": [1, 5, 6]}]}
    root, text = parsed("budget", chart)
    assert "trials" in words(root)
    path = max(re.findall(r'<path d="([^"]+)"[^>]*stroke-width: 1.9', text, re.DOTALL), key=len)
    points = [tuple(map(float, pair)) for pair in re.findall(r"[ML] ([-\d.]+) ([-\d.]+)", path)]
    assert len(set(points)) == 5 and all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def test_dots_can_walk_each_path_from_its_start_to_its_end_at_the_same_steps():
    root, _ = parsed("trajectories", charts.trajectories(2))
    rows = json.loads(root.attrib["data-rows"])
    first, second = ([row for row in rows if row[2] == label] for label in charts.labels(2))
    assert [first[k][3] for k in (0, -1)] == [0, 40] and [second[k][3] for k in (0, -1)] == [0, 39]
    assert {row[3] for row in second[:-1]} < {row[3] for row in first}
    assert first[0][:2] == second[0][:2] and first[-1][:2] == second[-1][:2]
    assert second[20][0] < first[20][0]  # the dot with fewer steps is ahead
    assert root.attrib["data-slide"] == "play"


def test_a_line_runs_from_left_to_right_whatever_the_order_of_its_points():
    row = {"label": "a", "x": [30, 10, 20], "y": [3, 1, 2], "low": [2, 0, 1], "high": [4, 2, 3]}
    ordered = {"label": "a", **{key: sorted(row[key]) for key in ("x", "y", "low", "high")}}
    drawn = [FIGURES["lines"](charts.lines(series=[series], marks=[]), "here") for series in (row, ordered)]
    assert drawn[0] == drawn[1]


def test_a_dot_whose_path_leaves_the_landscape_stays_at_its_edge():
    path = {"label": "wild", "x": [1, 1e6], "y": [1, -1e6]}
    root, text = parsed("trajectories", charts.trajectories(paths=[path]))
    x, y = json.loads(root.attrib["data-rows"])[-1][:2]
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)[0])
    assert 200 < x < width and 200 < y < height


def test_a_path_that_leaves_the_numbers_ends_there():
    root, _ = parsed(
        "trajectories", charts.trajectories(paths=[{"label": "wild", "x": [1, 9, nan, 1], "y": [1, -1e9, 1, 1]}])
    )
    assert "in 1 steps" in root.attrib["aria-label"]


def test_bins_of_several_widths_are_drawn_as_densities():
    wide = {"label": "wide", "edges": [-2, 0, 1, 2], "counts": [4, None, 4]}
    root, _ = parsed("histograms", charts.histograms(panels=[wide]))
    assert "share of the values for each unit of x" in words(root)
    assert "25 % in the linear zone" in words(root)


def test_scattered_labels_do_not_collide_with_each_other():
    root, _ = parsed("scatter", charts.scatter(10))
    boxes = []
    for element in root.iter():
        if element.tag.endswith("text") and "series" in (element.text or ""):
            left, low = position(element)
            boxes.append(Box(left, low, left + 50, low + 9))
    assert len(boxes) == 10 and not any(a.shared(b) for a, b in combinations(boxes, 2))


def test_the_clearest_place_avoids_what_is_taken_and_the_edge():
    near, far, out = Box(0, 0, 10, 10), Box(20, 0, 30, 10), Box(95, 0, 105, 10)
    assert clearest([near, out, far], [Box(5, 5, 8, 8)], Box(0, 0, 100, 100)) == far


@pytest.mark.parametrize(
    ("values", "log", "labels"),
    [
        ((0, 1), False, {"0", "0.2", "1"}),
        ((-3, 3), False, {"−2", "0", "2"}),
        ((1, 30), False, {"10", "20", "30"}),
        ((5, 5), False, {"5"}),
        ((1e-6, 1), True, {"10⁻⁶", "10⁻²", "1"}),
        ((2000, 60_000), True, {"2,000", "10,000", "50,000"}),
        ((0.9, 1.0), True, {"0.9", "1"}),
        ((), False, {"0", "1"}),
        ((1e-30, 1e-30), True, {"10⁻³⁰"}),
        ((2e6, 4e6), False, {"3 M"}),
        ((1e300, -1e300), False, {"0"}),
    ],
)
def test_ticks_are_round_within_the_limits_and_not_too_many(values, log, labels):
    axis = Axis(values, 250, log)
    assert labels <= set(axis.labels) and len(axis.ticks) <= 14 and len(set(axis.labels)) == len(axis.labels)
    assert np.all((axis.pixels(axis.ticks) > -1e-6) & (axis.pixels(axis.ticks) < 250 + 1e-6))


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-1234.6, "−1,230"), (1.24e-5, "1.2×10⁻⁵"), (2e9, "2×10⁹"), (0.5, "0.5")]
)
def test_numbers_are_told_in_three_digits(value, text):
    assert format_value(value) == text and tick_label(0.05) == "0.05"


def test_dots_stand_at_their_categories_or_values_and_are_told():
    _, text = parsed("dots", charts.dots())
    assert "series 0: 3 points, 80 to 84; series 1: 3 points, 81 to 85." in text
    root, text = parsed(
        "dots", charts.dots(x=[0.001, 0.1, 0, None, 1], y=[1, 2, 3, 4, None], x_log=True, categories=[])
    )
    assert "2 points, 1 to 2 at 0.001 to 0.1." in root.attrib["aria-label"]
    assert FIGURES["dots"](charts.dots(x=[None] * 6), "here") is None
    far = FIGURES["dots"](charts.dots(y=[1, 2, 3, 4, 5, -1000]), "here") or ""
    assert "1 lower" in far and "−500" not in far and "1 lower" not in (FIGURES["dots"](charts.dots(), "here") or "")
    evil, text = parsed("dots", charts.dots(categories=["<b>", "&"]))
    assert "<b>" not in text and "<b>" in evil.attrib["aria-label"]


def test_parallel_coordinates_colour_the_best_and_tell_its_values():
    root, text = parsed("parallel", charts.parallel())
    assert root.attrib["aria-label"].endswith("The best: series 0 10, series 1 10, score 0.5.")
    assert text.count('class="line-0"') == 1 and text.count('class="line-1"') == 2
    least, _ = parsed("parallel", charts.parallel(higher_is_better=False))
    assert "The best: series 0 1, series 1 1, score 0.1." in least.attrib["aria-label"]
    assert FIGURES["parallel"]({**charts.parallel(), "axes": []}, "here") is None
    tied = [{"label": "width", "values": [1, 2, 3]}, {"label": "score", "values": [0.5, 0.4, 0.5]}]
    root, text = parsed("parallel", charts.parallel(axes=tied))
    assert "The best: width 1, score 0.5." in root.attrib["aria-label"]
    assert text.count('class="line-0"') == 2 and text.count('class="line-1"') == 1
    few = {"label": "width", "values": [32, 64, 32, 64, 64, 32, 32], "log": True}
    score = {"label": "score", "values": [0.11, 0.2, 0.3, 0.44, 0.55, 0.61, 0.7]}
    _, text = parsed("parallel", charts.parallel(axes=[few, score]))
    assert ">32<" in text and ">64<" in text and ">50<" not in text and ">0.4<" in text and ">0.44<" not in text
    lost = {"label": "score", "values": [None, None]}
    assert FIGURES["parallel"](charts.parallel(axes=[{"label": "a", "values": [1, 2]}, lost]), "here") is None
