"""Texts of figures neither collide nor leave their figure, in a real browser, whatever the methods."""

import pytest

from experiments import report
from tests.report.browser import PHONE, WIDE, ask
from tests.report.crowds import crowd

pytestmark = pytest.mark.browser
CROWDS = [  # methods, long names, extreme values
    (2, False, False),
    (8, False, False),
    (16, False, False),
    (8, True, False),
    (16, True, False),
    (8, False, True),
    (16, True, True),
]
COLLIDING = """
const faults = [], text = node => node.textContent.slice(0, 40);
for (const svg of all("svg.figure")) {
  const frame = svg.getBoundingClientRect(), name = svg.dataset.name ?? svg.getAttribute("aria-label").slice(0, 30);
  const card = svg.closest("figure").getBoundingClientRect();
  const inside = frame.left >= card.left && frame.right <= card.right + 0.5;
  if (!inside && !svg.closest(".wide")) faults.push(`${name} leaves its card`);
  const pixel = Math.min(1, frame.width / svg.viewBox.baseVal.width);
  const boxes = all("text", svg).filter(node => text(node).trim()).map(node => {
    const {left, right, top, bottom, height} = node.getBoundingClientRect();
    return {node, left: left + pixel, right: right - pixel, top: top + 0.17 * height, bottom: bottom - 0.17 * height};
  });
  for (const box of boxes)
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1)
      faults.push(`${name}: cut: ${text(box.node)}`);
  boxes.forEach((a, place) => boxes.slice(place + 1).forEach(b => {
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      faults.push(`${name}: ${text(a.node)} × ${text(b.node)}`);
  }));
  for (const line of svg.dataset.name?.endsWith("-gains") ? all("path[style*='fill: none']", svg) : []) {
    const {left, right, top, bottom} = line.getBoundingClientRect();
    for (const box of right - left < 4 && bottom - top > 4 ? boxes : [])
      if (left < box.right && right > box.left && top < box.bottom && bottom > box.top)
        faults.push(`${name}: a line crosses ${text(box.node)}`);
  }
  for (const control of all("select, button, input, figcaption", svg.closest("figure"))) {
    const box = control.getBoundingClientRect();
    if (box.left < frame.right - 1 && box.right > frame.left && box.top < frame.bottom - 1 && box.bottom > frame.top)
      faults.push(`${name}: a ${control.tagName} lies over it`);
  }
}
return faults;"""


@pytest.fixture(scope="module")
def crowded(run, summary, tmp_path_factory):
    """Pages of crowded studies."""
    studies = [crowd(summary["studies"][1], *asked) for asked in CROWDS]
    return report.write(run, tmp_path_factory.mktemp("crowds"), {**summary, "studies": studies}).parent


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("asked", CROWDS, ids=lambda asked: f"{asked[0]}{'-long' * asked[1]}{'-extreme' * asked[2]}")
def test_texts_of_figures_do_not_collide_and_are_not_cut(crowded, tmp_path, asked, width):
    name = f"crowd_{asked[0]}{'_long' * asked[1]}{'_extreme' * asked[2]}"
    assert ask(crowded / f"{name}.html", COLLIDING, tmp_path, width) == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_texts_of_figures_on_the_front_page_do_not_collide(crowded, tmp_path, width):
    assert ask(crowded / "index.html", COLLIDING, tmp_path, width) == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", ["activations", "optimizers"])
def test_texts_of_the_pages_own_figures_do_not_collide(pages, tmp_path, name, width):
    assert ask(pages / f"{name}.html", COLLIDING, tmp_path, width) == []
