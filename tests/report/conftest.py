"""One full run of the catalogue with invented trials, and its pages, made once."""

from dataclasses import replace
from pathlib import Path

import pytest

from experiments import report
from tests.report.factory import TRUTHS, World, fill
from tests.report.studies import ACTIVATIONS, OPTIMIZERS


@pytest.fixture(scope="session")
def run(tmp_path_factory) -> Path:
    """The folder of a finished run of both catalogue studies."""
    folder = tmp_path_factory.mktemp("run")
    fill(
        folder / "results.sqlite",
        [replace(OPTIMIZERS, tuning=3, replicates=7), replace(ACTIVATIONS, tuning=3, replicates=7)],
        World(TRUTHS, noise=0.001),
    )
    return folder


@pytest.fixture(scope="session")
def summary(run) -> dict:
    """Its summary."""
    return report.build(run)


@pytest.fixture(scope="session")
def pages(run, summary, tmp_path_factory) -> Path:
    """The folder of its pages."""
    return report.write(run, tmp_path_factory.mktemp("pages"), summary).parent
