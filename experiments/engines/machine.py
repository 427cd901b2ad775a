"""The memory of the machine, and how much of it this process takes."""

import sys

import psutil

from experiments.engines.backends import backend


def peak_bytes() -> int:
    """The largest memory used so far: of the accelerator, or of this process on a CPU."""
    if memory := backend.memory():
        return memory[1]
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024  # kilobytes on Linux


def resident_bytes() -> int:
    """Memory that this process has now."""
    return int(psutil.Process().memory_info().rss)


def free_bytes() -> int:
    """Free memory: of the accelerator, or of the machine without swapping."""
    memory = backend.memory()
    return memory[0] if memory else int(psutil.virtual_memory().available)
