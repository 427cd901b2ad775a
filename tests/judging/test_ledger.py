"""The ledger: which claim a row shows."""

import pytest

from experiments.judging.ledger import ledger
from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED


def study(*claims: tuple[str, bool]) -> dict:
    """A study whose claims on one statement have these verdicts, each of one part; True is the headline."""
    pair = {"treatment": "a", "baseline": "b"}
    rows = [
        {"id": "M1", "text": str(place), "title": "score", "verdict": verdict, "headline": headline,
         "pairs": [pair | {"verdict": verdict}], "anchor": ""}
        for place, (verdict, headline) in enumerate(claims)
    ]  # fmt: skip
    return {"name": "s", "title": "S", "file": None, "parent": None, "claims": rows}


@pytest.mark.parametrize(
    ("claims", "verdict", "shown"),
    [
        (((SMALL, False), (SUPPORTED, True), (SUPPORTED, False)), PARTLY, "1"),
        (((SUPPORTED, False), (SUPPORTED, True)), SUPPORTED, "1"),
        (((SUPPORTED, False), (OPEN, True)), OPEN, "1"),
        (((CONTRADICTED, False), (ABOUT, True)), CONTRADICTED, "0"),  # the verdict does not speak of the headline
        (((SUPPORTED, False), (CONTRADICTED, False), (OPEN, True)), PARTLY, "0"),
    ],
)
def test_a_row_shows_its_headline_where_the_verdict_speaks_of_it(claims, verdict, shown):
    (row,) = ledger([study(*claims)])
    assert (row["verdict"], row["claim"]["text"]) == (verdict, shown)
