"""An identity is judged by its worst replicate, a quantity that scatters about theory by its mean."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.judging.choice import Choice
from experiments.judging.claims import Member
from experiments.judging.verdicts import CONTRADICTED, EXACT, OPEN, SUPPORTED, judge
from experiments.study import THEORY


def verdict(measure: str, errors, margin: float = 0.3) -> str:
    """What becomes of an exact claim with these errors, one a replicate."""
    evidence: Any = SimpleNamespace(
        study={"replicates": len(errors), "claims": [{"kind": EXACT, "measure": measure, "margin": margin}]},
        choice=lambda *_: Choice(None), overlap=0.0, margin=lambda name, margin: margin, complete=lambda *_: True,
        reported=lambda *_: pd.Series(errors, dtype=float),
        trials_of=lambda *_: pd.DataFrame({"status": "ok", "replicate": range(len(errors))}),
    )  # fmt: skip
    evidence.as_of = lambda _: evidence
    return judge([Member(evidence, 0, ("layer", THEORY)).stated(0)])[0].verdict


def test_what_scatters_about_theory_is_not_contradicted_because_there_are_many_replicates():
    errors = np.abs(np.random.default_rng(2).normal(0, 0.15, 160))
    assert errors.max() > 0.3
    assert [verdict("ratio_error", errors[:count]) for count in (20, 40, 80, 160)] == [SUPPORTED] * 4
    assert verdict("ratio_error", errors + 0.3) == CONTRADICTED and verdict("ratio_error", [0.1, 0.9, 0.2]) == OPEN


@pytest.mark.parametrize("signs", [1, -1])
def test_an_identity_may_not_fail_in_any_replicate(signs):
    errors = signs * np.full(20, 1e-9)
    assert verdict("error", errors, 1e-6) == SUPPORTED
    assert verdict("error", [*errors, signs * 1e-3], 1e-6) == CONTRADICTED
