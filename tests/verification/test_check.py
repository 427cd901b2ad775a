"""Rules of agreement: digits, samples, single runs; and the table that shows them."""

from math import nan

import numpy as np
import pytest
from rich.console import Console
from scipy import stats

from experiments.verification.check import Check, exact, near, printed, same_mean, single_run
from experiments.verification.table import table


@pytest.mark.parametrize(("text", "ours", "agrees"), [
    ("3.14", 3.1449, True), ("3.14", 3.135, True), ("3.14", 3.1451, False), ("-2.54", -2.542, True), ("12", 12.4, True),
    ("12", 12.6, False), ("0.83", nan, False),
])  # fmt: skip
def test_printed_digits_bind_and_no_more(text, ours, agrees):
    assert printed("x", text, ours).agrees is agrees


def test_exact_and_near():
    assert exact("x", 7, 7, "d").agrees and not exact("x", 0x6B200159, 0x6B20015A, "08x").agrees
    assert near("x", 1, 1.009, 0.01, ".2f").agrees and not near("x", 1, 1.02, 0.01, ".2f").agrees


def test_same_mean_is_welchs_test():
    """The tolerance is reached exactly where SciPy's p-value is 5 %."""
    ours = np.random.default_rng(1).normal(5, 2, 12)
    found = same_mean("x", 5, 0.4, 10, ours.tolist(), ".2f")
    edge = float(ours.mean()) + found.tolerance
    p = stats.ttest_ind_from_stats(edge, 0.4, 10, ours.mean(), ours.std(ddof=1), 12, equal_var=False).pvalue
    assert p == pytest.approx(0.05)
    assert found.agrees and not same_mean("x", edge + 0.01, 0.4, 10, ours.tolist(), ".2f").agrees
    assert not same_mean("x", 5, 0.4, 10, [*ours.tolist(), nan], ".2f").agrees


def test_one_more_run_of_ours_is_taken_for_ours_95_times_in_a_hundred():
    draws = np.random.default_rng(2).normal(0.87, 0.01, (4000, 6))
    taken = np.mean([single_run("x", float(row[0]), row[1:].tolist(), ".3f").agrees for row in draws])
    assert abs(taken - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 4000)


def test_the_table_shows_both_numbers_and_the_verdict():
    console = Console(width=160)
    with console.capture() as shown:
        console.print(table("Heading", [printed("one", "-0.00", 0.001), Check("two", 1.5, 1.25, 0.1, ".2f", "why")]))
    first, second, note = (line for line in shown.get().splitlines() if "one" in line or "two" in line)
    assert first.split()[:3] == ["one", "0.00", "0.00"] and "agree" in first
    assert second.split()[:3] == ["two", "1.50", "1.25"] and "differ" in second and note == "two: why"
