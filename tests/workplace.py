"""A folder of a user's own files, for tests that import from it."""

import sys
from contextlib import contextmanager


def write(folder, files):
    """Writes files, by their names in a folder; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@contextmanager
def imported(folder):
    """What lies in a folder can be imported; afterwards it is forgotten, as in another process."""
    modules, paths = set(sys.modules), list(sys.path)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = paths
        for name in set(sys.modules) - modules:
            if str(folder) in (getattr(sys.modules[name], "__file__", None) or ""):
                del sys.modules[name]
