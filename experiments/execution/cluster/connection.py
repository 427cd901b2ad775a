"""Connection: a run joins a Ray cluster before anything is planned, and says what is in the way."""

import atexit
import logging
import os
import socket
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from experiments.content import OURS
from experiments.errors import UserError
from experiments.execution.processes import ONE_THREAD, THREADS
from experiments.packages import check_installed

HOW = (
    "Start one with `ray start --head` on this machine and name it as HOST:PORT, or leave --address out for a cluster "
    "that Ray starts here."
)
PATIENCE = 10.0  # seconds for the head to answer
LOOKS = 3  # without an answer, some seconds apart: the head is lost


class HeadLost(UserError):  # noqa: N818 - a kind of refusal
    """The head of the cluster does not answer any more."""


@dataclass(frozen=True)
class Size:
    """What a cluster has: nodes that are alive, CPUs and GPUs."""

    nodes: int
    cpus: int
    gpus: int

    def __str__(self) -> str:
        gpus = f" and {self.gpus} GPU{'s' * (self.gpus > 1)}" if self.gpus else ""
        return f"{self.nodes} node{'s' * (self.nodes > 1)} with {self.cpus} CPU{'s' * (self.cpus != 1)}{gpus}"


def connect(address: str | None = None, gpus: bool = False) -> Size:
    """Joins a cluster, once a process; without an address the one of RAY_ADDRESS or of this machine, else a new one.

    Args:
        address: the head as HOST:PORT. This machine must be one of the cluster's nodes.
        gpus: whether each task needs a GPU.

    Returns:
        What the cluster has.

    Raises:
        UserError: Ray is not installed, the address does not answer, versions differ, or a resource is not there.
    """
    check_installed("--executor ray", ("ray",), " requirements-ray.txt names the version that is tested.")
    import ray

    address = address or os.environ.get("RAY_ADDRESS") or None
    if not ray.is_initialized():
        check_address(address)
        try:
            ray.init(address, runtime_env=surroundings(gpus), log_to_driver=False, logging_level=logging.ERROR)
        except Exception as error:  # of many kinds, a plain one too
            reason = str(error).strip().partition("\n")[0]
            raise UserError(f"The Ray cluster cannot be joined: {reason} {HOW} Received: {address}") from error
    size = measure()
    if size.cpus < 1 or (gpus and size.gpus < 1):
        needed = "a GPU for each task, as --device gpu asks" if gpus else "a CPU for each task"
        raise UserError(f"The run needs {needed}. The cluster has {size}. Received: {address or 'a cluster of Ray'}")
    return size


def surroundings(gpus: bool) -> dict[str, Any]:
    """Ray's runtime environment of all tasks: our packages, the same backend, and without a GPU one thread each."""
    kept = {name: value for name in ("KERAS_BACKEND", "XLA_FLAGS") if (value := os.environ.get(name))}
    if not gpus:
        kept |= dict.fromkeys(THREADS, "1")
        kept["XLA_FLAGS"] = f"{kept.get('XLA_FLAGS', '')} {ONE_THREAD}".strip()
    modules = [next(iter(import_module(name).__path__)) for name in OURS]
    return {"py_modules": modules, "env_vars": {**kept, "TF_CPP_MIN_LOG_LEVEL": "3"}, "excludes": ["__pycache__"]}


def measure() -> Size:
    """What the cluster has at the moment."""
    import ray

    nodes = [node for node in ray.nodes() if node["Alive"]]
    total = [sum(node["Resources"].get(kind, 0) for node in nodes) for kind in ("CPU", "GPU")]
    return Size(len(nodes), *map(int, total))


def check_address(address: str | None) -> None:
    """Raises `UserError` where no cluster can be at an address, or nobody answers there."""
    if address in (None, "auto", "local"):
        return
    if "://" in address:
        raise UserError(
            "--address is the head of a cluster that this machine belongs to, as HOST:PORT. A client from outside, "
            f"ray://, cannot ship data once a node: run the command on a node. Received: {address}"
        )
    if not answers(address):
        raise UserError(f"Nobody answers at the head's address. {HOW} Received: --address {address}")


def answers(address: str, patience: float = PATIENCE) -> bool:
    """Whether somebody listens at HOST:PORT.

    Raises:
        UserError: it is no such address.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise UserError(f"--address must be HOST:PORT, such as 10.0.0.1:6379. Received: {address}")
    try:
        with socket.create_connection((host, int(port)), timeout=patience):
            return True
    except OSError:
        return False


def check_head(address: str, pause: float = 2.0) -> None:
    """Raises `HeadLost` where the head does not answer; Ray itself would wait a minute and end this process.

    Args:
        address: of the head.
        pause: seconds between two looks.
    """
    import ray

    for _ in range(LOOKS):
        if answers(address, pause):
            return
        time.sleep(pause)
    atexit.unregister(ray.shutdown)  # it would wait for the head
    atexit.register(leave)
    raise HeadLost(
        f"The head of the Ray cluster no longer answers. What is finished is stored; the same command goes on "
        f"from there once the cluster is back. Received: no answer from {address}"
    )


def leave() -> None:
    """Ends this process with status 2 before Ray's threads, which have no head, take it down with a signal."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(2)


def head() -> str:
    """The head's address, as HOST:PORT."""
    import ray

    return ray.get_runtime_context().gcs_address
