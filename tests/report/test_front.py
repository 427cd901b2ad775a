"""The front page: whose question it is, what came out in words, what is not there yet, and how large it is."""

import re
from dataclasses import replace

import pytest

from experiments import report
from experiments.judging.verdicts import VERDICTS
from experiments.report import render
from experiments.report.filters import named, unbroken
from experiments.report.sections.ledger import count, lead
from experiments.report.sections.standing import standing
from experiments.report.summary import short_answers, title
from tests.report.factory import Truth, World, fill, tiny

GOOD = World({"new": Truth(0.95, tau=2, best=0.1), "old": Truth(0.93, tau=5, best=0.1)}, noise=0.001)


@pytest.mark.parametrize(
    ("asked", "brought", "heading"),
    [
        (["mine"], [], "What helps on mine"),
        (["my_table", "wine"], ["teacher"], "What helps on my table and wine"),
        ([], ["teacher"], "Is 1 better?"),
        ([], ["teacher", "rivers"], "Study 1 and Study 2"),
        ([], list("abcd"), "Study 1 and 3 other studies"),
        ([], [], "Nothing has run yet"),
    ],
)
def test_the_title_names_the_readers_data_and_none_that_a_study_brought(tmp_path, asked, brought, heading):
    path = tmp_path / "results.sqlite"
    fill(path, [], GOOD)
    for place, name in enumerate([*asked, *brought], 1):
        study = tiny(f"s{place}", title=f"Study {place}", question=f"Is {place} better?", own_data=name in brought)
        fill(path, [study], World(GOOD.truths, facts={**GOOD.facts, "name": name}), keep=lambda planned: False)
    assert report.build(tmp_path)["title"] == heading


def test_a_search_is_titled_by_its_data():
    search = {"title": "Rates"}
    assert title(["my_table"], [], [search]) == "Searches on my table"


def test_what_came_out_is_said_in_words_with_direction_and_size(summary):
    rows = {row["id"]: row for row in summary["ledger"]}
    said = {name: f"{row['lead']} {row['came']}" for name, row in rows.items()}
    assert said["A3"].startswith("Yes, clearly: from the last") and rows["A3"]["n_text"] == "n = 7"
    assert re.match(r"No, the other way round: AdaMax scores 1\.\d+ points lower than Adam on test data \(", said["M7"])
    assert said["A8"].startswith("Alike here: ") and "n =" not in said["A8"]
    assert rows["M1"]["count"] == "8 of 8 hold" and rows["A3"]["count"] == ""
    assert {name for name, row in rows.items() if row["surprise"]} == {"M7", "A7", "A8"}
    assert all(set(row["names"]) <= {name for pair in row["pairs"] for name in (pair["treatment"], pair["baseline"])}
               for row in rows.values())  # fmt: skip


def test_of_a_statement_that_holds_in_part_a_part_is_named_that_does_not(tmp_path):
    truths = {"new": Truth(0.95, best=0.1, tau=5), "old": Truth(0.93, best=0.1, tau=2)}
    claims = tuple(replace(claim, id="T1", headline=not place) for place, claim in enumerate(tiny().claims))
    fill(tmp_path / "results.sqlite", [tiny(claims=claims)], World(truths, noise=0.001))
    (row,) = report.build(tmp_path)["ledger"]
    assert (row["verdict"], row["count"], row["lead"]) == ("partly", "1 of 2 hold", "In part, but")
    assert row["came"] == "old reaches the target, new does not." and len(row["pairs"]) == 2


def test_a_row_without_a_pair_says_so(tmp_path):
    fill(tmp_path / "results.sqlite", [tiny()], GOOD, keep=lambda planned: planned.method == "new")
    rows = report.build(tmp_path)["ledger"]
    assert {(row["lead"], row["came"]) for row in rows} == {("Nothing to compare yet.", "")}


@pytest.mark.parametrize(
    ("verdict", "low", "words"),
    [("supported", 12, "Yes, by far:"), ("supported", 3, "Yes, clearly:"), ("supported", 1.1, "Yes:"),
     ("open", 1.1, "So far:"), ("contradicted", -4, "No, the other way round:"), ("partly", -4, "In part, but"),
     ("about the margin", 0.8, "Just about the margin:")],
)  # fmt: skip
def test_size_is_told_in_words(verdict, low, words):
    direction = "worse" if low < 0 else "better"
    pair = {"margins": [low, low + 1, low + 2], "direction": direction, "verdict": "supported"}
    assert lead(verdict, {"measure": "test_score"}, pair) == words
    assert lead("supported", {"measure": "error"}, pair) == "Yes, exactly:"


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [(["open"], ""), (["open"] * 3, "none of 3 settled"), (["open", "supported"], "1 of 2 hold")],
)
def test_how_many_parts_hold(verdicts, words):
    assert count(verdicts) == words


def test_answers_to_questions_that_are_settled_come_first():
    kinds = ["alike", "fast", "best", "best", "best", "settled", "failed", "open", "recipe"]
    answers = [{"kind": kind, "bold": str(place), "text": ""} for place, kind in enumerate(kinds)]
    study = {"name": "s", "title": "S", "answers": answers, "own_data": False}
    chosen = short_answers([study])
    assert [answer["kind"] for answer in chosen] == ["recipe", "failed", "best", "best", "settled", "fast"]
    beside = {**study, "own_data": True, "answers": answers[-1:]}
    assert [answer["title"] for answer in short_answers([study, beside])][:2] == ["S", "S, on its own data"]


def test_what_is_not_there_is_one_line_each():
    def study(name, missing, failed):
        counts = {"missing": missing, "error": failed}
        return {
            "title": name,
            "counts": counts,
            "errors": [{"reason": "out of memory.", "count": failed}] * bool(failed),
        }

    studies = [study("A", 0, 2), study("B", 1200, 0), study("C", 1, 1)]
    counts = {"planned": 5000, "missing": 1201, "error": 3, "ok": 3796, "diverged": 0}
    notes = [
        "batches of 128 rows become 54, all there are",
        "deep_cnn, rnn: left out: it needs images, and wine has none",
    ]
    notes += ["early_stopping: 500 rows become 106."]
    nothing = {"training": "", "failed": ""}
    assert standing(studies, counts, notes) == {
        "training": "1,201 of 5,000 trials, in 2 of 3 studies, are not trained yet.",
        "failed": "3 of 5,000 trials failed, in A and C. out of memory.",
        "refused": ["Deep cnn, rnn: not asked, because it needs images, and wine has none."],
        "changed": ["Batches of 128 rows become 54, all there are.", "Early stopping: 500 rows become 106."],
    }
    assert standing([], {**counts, "missing": 0, "error": 0}, []) == {**nothing, "refused": [], "changed": []}


def test_a_row_shows_sign_words_and_colour_of_its_verdict(pages, summary):
    text = (pages / "index.html").read_text()
    entries = re.findall(r"<article.*?</article>", text, re.DOTALL)
    assert len(entries) == len(summary["ledger"])
    for entry, row in zip(entries, summary["ledger"], strict=True):
        assert f'data-is="{row["verdict"]}"' in entry and f"ink-{render.INKS[row['verdict']]}" in entry
        assert f'<b><span aria-hidden="true">{render.SIGNS[row["verdict"]]}</span> {row["verdict"]}</b>' in entry
    assert len({*render.INKS.values()}) == len({*render.SIGNS.values()}) == len(VERDICTS)


def test_a_front_page_with_every_statement_stays_below_400_kb(pages, summary):
    text, rows = (pages / "index.html").read_text(), len(summary["ledger"])
    size = sum(len(entry.encode()) for entry in re.findall(r"<article.*?</article>", text, re.DOTALL))
    assert len(text.encode()) + size / rows * (82 - rows) < 4e5


def test_names_stand_out_once_and_numbers_stay_with_their_units():
    assert named("<a> beats a, and a wins", ["a"]) == "&lt;<b>a</b>&gt; beats a, and a wins"
    assert named("SGD, pits at 1 beats SGD", ["SGD", "SGD, pits"]) == "<b>SGD, pits</b> at 1 beats <b>SGD</b>"
    assert (
        unbroken("97.2 % (n = 10), 2 points, 4 × 10⁻⁶")
        == "97.2\u00a0% (n\u00a0=\u00a010), 2\u00a0points, 4\u00a0×\u00a010⁻⁶"
    )
