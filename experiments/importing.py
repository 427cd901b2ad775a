"""Importing: what "module:attribute", or "file.py:attribute" with a path from the working folder, stands for."""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from experiments.content import SOURCE, apart, locate, make_importable, separated

WRITTEN = "module:attribute or file.py:attribute, a module beside the study, in the working folder or installed"


def imported(name: str) -> Any:
    """The attribute that a name stands for.

    Raises:
        Exception: whatever the user's file raises; ImportError or AttributeError where it is not there.
    """
    module, attribute = separated(name)
    return getattr(file_module(Path(module)) if module.endswith(SOURCE) else import_module(module), attribute)


def file_module(path: Path) -> ModuleType:
    """The module that a file makes; it may import what lies beside it.

    It is the module that `import` finds, unless that is another file, such as the standard library's `test`.

    Raises:
        ModuleNotFoundError: there is no such file.
    """
    if not path.is_file():
        raise ModuleNotFoundError(f"there is no file {path}")
    path = path.resolve()
    make_importable([path])
    location = locate(path.stem)
    if location and location[1] == path:
        return import_module(path.stem)
    name = apart(path)
    if name not in sys.modules:
        spec = spec_from_file_location(name, path)
        assert spec and spec.loader  # a path that ends in .py has a loader
        sys.modules[name] = module_from_spec(spec)  # before it runs: classes look for their module there
        try:
            spec.loader.exec_module(sys.modules[name])
        except BaseException:
            del sys.modules[name]
            raise
    return sys.modules[name]
