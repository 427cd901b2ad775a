"""Nodes: whether all of them can train what this machine asks for; found out before anything is trained."""

import platform
from typing import Any

from experiments.environment import PACKAGES, installed
from experiments.errors import UserError
from experiments.execution.cluster.connection import check_head, head

PATIENCE = 20.0  # seconds for nodes to say what they are


def check_nodes(files: Any, code: dict[str, str]) -> None:
    """Asks every node what it is.

    Args:
        files: what Ray's object store calls the files of the user's own.
        code: names of the user's own -> digests of the files that they stand for.

    Raises:
        UserError: a node has other versions, lacks a file of the user's own, or does not answer.
    """
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    versions = {name: version for name in PACKAGES if (version := installed(name))}
    nodes = {node["NodeID"]: node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"]}
    remote = ray.remote(describe)
    asked = [
        remote.options(
            num_cpus=0,
            max_retries=0,
            scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False),
        ).remote(files, code, list(versions))
        for node in nodes
    ]
    try:
        described = ray.get(asked, timeout=PATIENCE)
    except ray.exceptions.RayError as error:
        check_head(head())
        reason = str(error).strip()
        if isinstance(error, ray.exceptions.GetTimeoutError):
            late = ray.wait(asked, num_returns=len(asked), timeout=0)[1]
            silent = [address for reference, address in zip(asked, nodes.values(), strict=True) if reference in late]
            reason = f"no answer within {PATIENCE:.0f} s of {', '.join(silent)}"
        raise UserError(f"Nodes of the cluster cannot be used. Received: {reason}") from error
    for node, address in zip(described, nodes.values(), strict=True):
        check_node(node, f"{node['name']} ({address})", versions)


def describe(files: dict[str, bytes], code: dict[str, str], packages: list[str]) -> dict[str, Any]:
    """What a node is: its name, its versions of some packages, and the names of the user's own that it lacks."""
    from experiments.content import content
    from experiments.execution.cluster.freight import unpack

    unpack(files, {}, {})
    return {
        "name": platform.node(),
        "versions": {name: installed(name) for name in packages},
        "absent": [name for name, digest in code.items() if content(name) != digest],
    }


def check_node(node: dict[str, Any], name: str, versions: dict[str, str]) -> None:
    """Raises `UserError` for what makes a node of no use; `versions` are this machine's."""
    other = [
        f"{package} {node['versions'][package] or 'none'} instead of {version}"
        for package, version in versions.items()
        if node["versions"][package] != version
    ]
    if other:
        raise UserError(f"All nodes need the same packages as this machine. Received: {name} has {', '.join(other)}")
    if node["absent"]:
        raise UserError(
            "Files of your own are sent along if their path leads from the working folder downwards; others must lie "
            f"at the same path on every node. Received: {name} lacks {', '.join(node['absent'])}"
        )
