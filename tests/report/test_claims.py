"""Claims and durations in words that a person would use."""

from types import SimpleNamespace
from typing import Any

import pytest

from experiments.report.sections.claims import error, phrase
from experiments.report.statistics import Interval
from experiments.report.verdicts import Pair
from experiments.report.wording import UNITS, duration
from experiments.study import THEORY


@pytest.mark.parametrize(("largest", "said"), [(0.0, "nothing"), (2.2e-16, "at most 2.2e-16")])
def test_an_exact_claim_says_how_far_theory_and_draws_are_apart(largest, said):
    pair = Pair(Interval(10, -largest, -largest, 0.0), "above", 0.0, 1.0, None)
    one: Any = SimpleNamespace(unit=lambda name: UNITS["error"])
    assert phrase(one, "error", "softmax", THEORY, pair) == f"softmax and the theory differ by {said} (n = 10 draws)"


def test_no_error_is_written_without_digits():
    assert [error(size) for size in (0.0, -0.0, 1.25e-7)] == ["0", "0", "1.2e-07"]


def test_durations_read_well():
    lengths = (0.4, 9.4, 59.4, 125, 4200)
    assert [duration(seconds) for seconds in lengths] == ["0.4 s", "9.4 s", "59 s", "2 min 5 s", "1 h 10 min"]
