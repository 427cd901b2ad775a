"""What a terminal and a spreadsheet get."""

import pandas as pd
import pytest

from experiments import report
from experiments.report import terminal
from tests.report.factory import Truth, World, fill, tiny


@pytest.fixture
def tables(tmp_path) -> dict[str, pd.DataFrame]:
    """The exported tables of a small run."""
    fill(tmp_path / "results.sqlite", [tiny()], World({"new": Truth(0.97)}))
    return {path.stem: pd.read_csv(path) for path in report.csv(tmp_path)}


def test_the_terminal_shows_every_claim_with_verdict_effect_interval_and_n(summary):
    lines = terminal.text(summary, width=160).splitlines()
    assert lines[0] == "What helps on digits"
    for study in summary["studies"]:
        for claim in study["claims"]:
            (line,) = [line for line in lines if line.startswith(f" {claim['id']} ")]
            assert (
                claim["verdict"] in line and claim["pairs"][claim["decisive"]]["text"] in line and line.endswith("7 ")
            )


def test_text_in_brackets_is_not_taken_for_markup(summary):
    row = {**summary["ledger"][0], "text": "[red]x[/red]"}
    assert "[red]x[/red]" in terminal.text({**summary, "ledger": [row]})


def test_tables_are_tidy_and_whole(tables):
    trials, claims, curves, layers = (tables[name] for name in ("trials", "claims", "curves", "layers"))
    assert len(trials) == 40 and {"test_score", "epochs_to_target", "dead_share"} <= set(trials)
    assert claims[["claim", "treatment", "n"]].to_numpy().tolist() == [["T1", "new", 7], ["T2", "new", 7]]
    assert list(curves) == ["key", "split", "metric", "epoch", "value"] and len(curves) == 40 * 3 * 12
    assert list(layers) == ["key", "layer", "statistic", "epoch", "value"] and len(layers) == 40 * 9 * 13
    assert (curves["epoch"].min(), layers["epoch"].min()) == (1, 0)
