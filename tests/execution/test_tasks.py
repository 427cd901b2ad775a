"""How groups become tasks of a cluster: none lost, whole stacks, as many as the cluster can use."""

import pytest

from experiments.engines.cost import seconds
from experiments.engines.grouping import groups
from experiments.execution.cluster.pool import LONGEST, SHARES, SHORTEST, pieces, task_seconds
from tests.samples import trial


@pytest.mark.parametrize(
    ("work", "tasks", "expected"),
    [(1e6, 4, LONGEST), (1.0, 4, SHORTEST), (0.0, 0, SHORTEST), (400.0, 40, 2 * 400 / (SHARES * 40))],
)
def test_a_task_is_a_minute_or_less_where_there_would_be_too_few(work, tasks, expected):
    assert task_seconds(work, tasks) == pytest.approx(expected)


@pytest.mark.parametrize("share", [0.3, 1.0, 5.0])
def test_pieces_of_a_group_are_whole_stacks_and_lose_no_trial(share):
    (group,) = groups([trial(replicate=replicate) for replicate in range(7)], "fit")
    split = pieces(group, share * seconds(group))
    assert [sample for piece in split for sample in piece.trials] == list(group.trials)
    assert [stack for piece in split for stack in piece.stacks()] == group.stacks()
    assert len(split) == min(len(group.stacks()), max(1, round(1 / share)))
    assert max(len(piece.stacks()) for piece in split) - min(len(piece.stacks()) for piece in split) <= 1
