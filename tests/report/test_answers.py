"""The short answers say no more than the numbers do."""

import pytest

from experiments.report.sections.answers import best, told


def study(tied):
    """A study of three methods of which "a" leads on validation data; the others are tied with it or not."""
    score = {"n": 5, "text": "95.0 % (94.0 to 96.0)"}
    rows = [{"method": name, "rate": 0.1, "test_score": score, "tied": name in tied} for name in "abc"]
    counts = {"missing": 0, "error": 0, "ok": 9, "diverged": 0}
    return {"ranking": {"winner": "a", "methods": rows}, "counts": counts,
        "score_title": "accuracy", "tuned": "learning rate"}  # fmt: skip


@pytest.mark.parametrize(
    ("tied", "bold", "words"),
    [
        ("abc", "No method stands out.", "None of the others (2) is told apart from it."),
        ("ab", "Use a.", "B is not told apart from it, all others are."),
        ("a", "Use a.", "All others (2) are told apart from it."),
    ],
)
def test_a_winner_is_named_only_if_another_is_worse(tied, bold, words):
    said = best(study(tied))
    assert said["bold"] == bold
    assert said["text"].endswith(words)


@pytest.mark.parametrize(("undecided", "last"), [(2, "c1"), (3, "3 claims are not decided.")])
def test_many_undecided_claims_are_told_as_one(undecided, last):
    claims = [{"text": f"c{i}", "sentence": "", "verdict": "undecided"} for i in range(undecided)]
    claims.append({"text": "yes", "sentence": "", "verdict": "supported"})
    said = told({"claims": claims})
    assert said[0]["bold"] == "yes" and said[-1]["bold"] == last
    assert len(said) == (3 if undecided == 2 else 2)
