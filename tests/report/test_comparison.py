"""Two runs side by side: what was asked otherwise, which verdicts and effects are other, what is refused."""

from dataclasses import replace

import pytest

from experiments.comparing import compared
from experiments.errors import UserError
from experiments.run import main
from tests.report.factory import FACTS, Truth, World, fill, tiny


def run(folder, study=None, facts=None, **truths):
    """A run of the tiny study in a folder."""
    known = {"new": Truth(0.9), "old": Truth(0.9)} | truths
    fill(folder / "results.sqlite", [study or tiny()], World(known, facts=FACTS | (facts or {})))
    return folder


@pytest.fixture(scope="module")
def alike(tmp_path_factory):
    """A run in which the methods are alike."""
    return run(tmp_path_factory.mktemp("alike"))


@pytest.fixture(scope="module")
def better(tmp_path_factory):
    """A run of other epochs on other rows, in which the new method is better by two points."""
    base = replace(tiny().base, epochs=15)
    study = tiny(base=base, replicates=9)
    return run(tmp_path_factory.mktemp("better"), study, {"rows": 999, "checksum": "fedc"}, new=Truth(0.92))


def test_a_run_differs_from_itself_in_nothing(alike):
    found = compared(alike, alike)
    assert found["settings"] == []
    assert found["same"] == ["tiny"]
    assert not any(claim["changed"] for claim in found["claims"])
    pairs = [pair for claim in found["claims"] for pair in claim["pairs"]]
    assert {pair["difference"] for pair in pairs} == {0.0}
    assert not any(pair["apart"] for pair in pairs)


def test_what_was_asked_otherwise_is_named_with_both_values(alike, better):
    rows = {row["setting"]: (row["before"], row["after"]) for row in compared(alike, better)["settings"]}
    assert rows == {
        "epochs": ("12", "15"),
        "replicates": ("7", "9"),
        "data.rows": ("1797", "999"),
        "data.checksum": ("0123456789abcdef", "fedc"),
    }


def test_what_came_out_otherwise_comes_first_with_its_difference(alike, better):
    found = compared(alike, better)
    first = found["claims"][0]
    assert (first["id"], first["before"], first["after"], first["changed"]) == (
        "T1", "too small to matter", "supported", True,
    )  # fmt: skip
    pair = first["pairs"][first["decisive"]]
    assert pair["difference"] == pytest.approx(0.02, abs=0.003)
    assert pair["low"] < pair["difference"] < pair["high"]
    assert pair["apart"]
    assert pair["text"].startswith("+2")
    assert found["same"] == []


def test_the_other_way_round_the_difference_is_its_negative(alike, better):
    there, back = (compared(*pair)["claims"][0]["pairs"][0] for pair in ((alike, better), (better, alike)))
    assert (there["difference"], there["low"], there["high"]) == pytest.approx(
        (-back["difference"], -back["high"], -back["low"])
    )


def test_a_study_on_data_of_each_run_is_one_study(alike, tmp_path):
    other = run(tmp_path, tiny("tiny.wine", parent="tiny"))
    found = compared(alike, other)
    assert [claim["study"] for claim in found["claims"]] == ["tiny.wine", "tiny.wine"]
    assert found["alone"] == [[], []]


def test_what_only_one_holds_is_said(alike, tmp_path):
    fill(tmp_path / "results.sqlite", [tiny(), tiny("second")], World({}))
    assert compared(alike, tmp_path)["alone"] == [[], ["second"]]


def test_runs_with_nothing_in_common_are_refused(alike, tmp_path):
    run(tmp_path, tiny("other"))
    with pytest.raises(UserError, match=r"no study and no search in common.*holds tiny; .*holds other"):
        compared(alike, tmp_path)


def test_the_command_prints_and_writes_a_page(alike, better, tmp_path, capsys):
    assert main(["compare", str(alike), str(better), "--out", str(tmp_path / "made")]) == 0
    printed = capsys.readouterr().out
    page = tmp_path / "made" / "comparison.html"
    assert "epochs" in printed and "supported" in printed and str(page) in printed.replace("\n", "")
    text = page.read_text()
    assert "The new one is better." in text and "data.checksum" in text and "http" not in text
    assert main(["compare", str(alike), str(better), "--out", str(tmp_path / "other.html")]) == 0
    assert (tmp_path / "other.html").read_text() == text


@pytest.mark.parametrize("folder", ["missing", "foreign"])
def test_a_folder_without_a_run_is_refused(alike, tmp_path, folder, capsys):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "results.sqlite").write_text("nothing of ours, but long enough to be looked at" * 9)
    before = sorted(tmp_path.rglob("*"))
    assert main(["compare", str(alike), str(tmp_path / folder), "--out", str(tmp_path / "page")]) == 2
    assert folder in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unknown_option_is_refused_with_the_nearest(alike, capsys):
    assert main(["compare", str(alike), str(alike), "--oot", "x"]) == 2
    assert "Did you mean --out?" in capsys.readouterr().err
