"""What the machine has, and what this process takes of it."""

import sys

import psutil

from experiments.engines.backends import backend


def peak_bytes() -> int:
    """The most memory taken so far: of the accelerator, or of this process on a CPU."""
    if found := backend.memory():
        return found[1]
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024  # kilobytes on Linux


def resident_bytes() -> int:
    """Memory that this process has now."""
    return int(psutil.Process().memory_info().rss)


def free_bytes() -> int:
    """Memory that can be had: of the accelerator, or of the machine without swapping."""
    found = backend.memory()
    return found[0] if found else int(psutil.virtual_memory().available)
