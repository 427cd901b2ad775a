"""What a run trains next: chosen settings are reported, methods of open parts are tuned further and reported longer."""

from dataclasses import replace

import pytest

from experiments.judging.claims import verdicts
from experiments.judging.gathering import gather
from experiments.judging.looks import looks
from experiments.judging.verdicts import OPEN
from experiments.replication import nearest, replicated
from experiments.spec import part
from experiments.store import read
from experiments.study import RETUNED, Study, method
from tests.report.factory import Truth, World, fill, tiny

PAIR = ("new", "old")
RATES = (0.003, 0.01, 0.03, 0.1)
NARROW = tiny(rates=RATES, tuning=5, replicates=6, reported=(("nothing", None, 0),))  # so that nothing is reported yet
# The best rate of the new method lies between two of the grid, which no few replicates tell apart.
WORLD = World({"new": Truth(0.9525, best=0.0173), "old": Truth(0.95, best=0.01)}, noise=0.004, shared=0.004)


def rounds(path, world: World, most: int, claims=NARROW.claims) -> list[Study]:
    """The study as each round of a run plans it, its trials trained."""
    studies = [replace(NARROW, claims=claims)]
    while True:
        fill(path / "results.sqlite", studies[-1:], world)
        after = replicated(studies[-1:], read(path), most)
        if not after:
            return studies
        studies += after
        assert len(studies) < 20


def test_open_parts_are_tuned_again_where_other_replicates_would_have_chosen_and_reported_at_the_new_choice(tmp_path):
    *_, last = rounds(tmp_path, WORLD, 24)
    (evidence,) = gather(read(tmp_path))
    first, later = (evidence.as_of(look).choice("new", "test_score") for look in (0, 2))
    assert (
        len(first.candidates) > 1
        and {setting for label, setting, _ in last.retuned if label == "new"} >= first.candidates
    )
    assert (len(first.replicates), len(later.replicates)) == (5, 20)
    assert evidence.ended("new", first.setting) >= 6 and evidence.ended("new", later.setting) == 24
    assert evidence.as_of(1).chosen("new", "test_score") and evidence.looks == looks(6, 24)
    roles = evidence.trials.groupby("role")["replicate"].agg(["min", "max"])
    assert roles.loc["tune"].tolist() == [0, 4] and roles.loc["report", "max"] == 28
    assert roles.loc["retune"].tolist() == [RETUNED, RETUNED + 14]


def test_sure_settings_are_reported_longer_without_a_second_tuning(tmp_path):
    sharp = World({"new": Truth(0.955, best=0.01), "old": Truth(0.95, best=0.01)}, noise=0.002)
    *_, last = rounds(tmp_path, sharp, 24, NARROW.claims[:1])
    (evidence,) = gather(read(tmp_path))
    assert evidence.as_of(0).choice("new", "test_score").sure and evidence.as_of(0).choice("old", "test_score").sure
    assert last.retuned == () and max(count for *_, count in last.reported) > 6


def test_a_longer_run_changes_no_verdict_of_a_shorter_one_and_a_run_from_the_start_is_the_same(tmp_path):
    def judged(path) -> list[tuple[str, int]]:
        parts = [part for row in verdicts(gather(read(path))) for verdict in row for part in verdict.comparisons]
        return [(part.verdict, part.interval.n) for part in parts]

    seen = {most: (rounds(tmp_path / str(most), WORLD, most)[-1], judged(tmp_path / str(most))) for most in (6, 12, 48)}
    for fewer, more in ((6, 12), (12, 48)):
        for before, after in zip(seen[fewer][1], seen[more][1], strict=True):
            assert before == after or before[0] == OPEN
    assert seen[48][0].retuned and not seen[6][0].retuned


@pytest.mark.parametrize("lost", ["a tuning trial", "a reported trial"])
def test_a_look_whose_trials_have_not_all_ended_is_left_for_later(lost, tmp_path):
    *_, last = rounds(tmp_path / "whole", WORLD, 12)
    (whole,) = gather(read(tmp_path / "whole"))
    setting = whole.as_of(1).choice("new", "test_score").setting
    gone = RETUNED if lost == "a tuning trial" else 16

    def keep(row) -> bool:
        return (row.method, row.setting, row.replicate) != ("new", setting, gone)

    fill(tmp_path / "results.sqlite", [last], WORLD, keep)
    (evidence,) = gather(read(tmp_path))
    assert evidence.as_of(0).complete(["new", "old"], "test_score")
    assert not evidence.as_of(1).complete(["new", "old"], "test_score")
    assert evidence.as_of(1).chosen("new", "test_score") == (lost == "a reported trial")
    assert replicated([last], read(tmp_path), 12) == []  # what is planned already is trained first


def test_studies_that_are_nearest_to_an_answer_are_trained_first(tmp_path):
    def named(name: str, epochs: int) -> Study:
        made = tuple(method(f"{name} {label}", optimizer=part("adam" if label == "new" else "sgd")) for label in PAIR)
        claim = replace(NARROW.claims[0], pairs=((f"{name} new", f"{name} old"),))
        return replace(NARROW, name=name, methods=made, claims=(claim,)).adapted(None, epochs, None)

    studies = [named("far", 12), named("near", 13)]
    truths = {"far new": Truth(0.958), "far old": Truth(0.95), "near new": Truth(0.959), "near old": Truth(0.95)}
    world = World(truths, noise=0.003)
    fill(tmp_path / "results.sqlite", studies, world)
    studies = replicated(studies, read(tmp_path), 24)
    fill(tmp_path / "results.sqlite", studies, world)
    gathered = gather(read(tmp_path))
    far, near = (nearest(judged) for judged in verdicts(gathered))
    assert near < far
    assert [study.name for study in replicated(studies, read(tmp_path), 24)] == ["near", "far"]
