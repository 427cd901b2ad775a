"""Why it came out so: what diagnostics say, from numbers; nothing where they say nothing."""

from experiments.report.sections.why import times, why

NAMES = ["hidden_1", "hidden_2", "output"]


def layer(method, before, after):
    return {"method": method, "slot": 0, "n": 5, "before": before, "after": after}


def ranked(*rows):
    """A ranking with (method, diverged, not learned), best first."""
    return {"methods": [{"method": name, "diverged": lost, "unlearned": dull, "planned": 10, "test_score": {"n": 10}}
                        for name, lost, dull in rows], "winner": None, "friedman": None}  # fmt: skip


def test_dead_units_and_the_gradient_by_depth_are_told_with_their_numbers():
    dead = [layer("ReLU", [0, 0, None], [0.5, 0.3, None]), layer("ELU", [0, 0, None], [0.0, 0.0, None])]
    norms = [layer("ReLU", [0.5, 1.0, 2.0], [1, 1, 1]), layer("ELU", [1e-7, 0.02, 1.0], [1, 1, 1])]
    layers = {"layers": NAMES, "statistics": {"dead_share": dead, "gradient_norm": norms}}
    text = why(layers, ranked(("ELU", 0, 0), ("ReLU", 0, 0)))
    assert text == [
        "At the end 40 % of the hidden units of ReLU are dead: they answer 0 to every row; of ELU none. "
        "Most dead units, and the lowest test score.",
        "Before training, the gradient of ELU is 200,000 times weaker in the first hidden layer than in the last; "
        "of ReLU it is about as strong in both. The weakest gradient, and the highest test score.",
    ]


def test_runs_that_failed_are_counted_and_many_methods_are_summed_up():
    assert why(None, ranked(("A", 0, 2), ("B", 3, 0))) == [
        "3 of 10 runs of B diverged.",
        "2 of 10 runs of A did not learn.",
    ]
    (text,) = why(None, ranked(*((f"m{k}", k, 0) for k in range(7))))
    assert text == "6 of 10 runs of m6, 5 of 10 runs of m5, 4 of 10 runs of m4 and some of 3 other methods diverged."


def test_nothing_is_said_where_nothing_is_notable():
    dead = [layer("ReLU", [0, 0, None], [0.01, 0.02, None])]
    norms = [layer("ReLU", [0.5, 1.0, 2.0], [1, 1, 1])]
    layers = {"layers": NAMES, "statistics": {"dead_share": dead, "gradient_norm": norms}}
    assert why(layers, ranked(("ReLU", 0, 0))) == [] and why(None, ranked(("ReLU", 0, 0))) == []


def test_factors_are_written_in_two_digits():
    assert [times(factor) for factor in (12.34, 83_456, 3e12)] == ["12 times", "83,000 times", "10¹² times"]
