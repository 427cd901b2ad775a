"""What a name of the user's own stands for, by content: the digest of its source files, or of its data file."""

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import resolve_name
from pathlib import Path
from sysconfig import get_paths

from experiments.datafiles import listing
from experiments.errors import UserError

OURS = ("experiments", "custom_layers", "tuner_configs")
INSTALLED = ("site-packages", "dist-packages")
ROOT = Path(__file__).resolve().parents[1]  # the folder from which the suite is imported
LIBRARY = Path(get_paths()["stdlib"])
SOURCE = ".py"  # the ending of a file in place of a module
NAMED = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")  # "module:attribute"
DIGITS = 16  # of a SHA-256
SHIPPED: dict[str, str] = {}  # data of the user's own that came here as tables, and their digests
CODE: dict[Path, str] = {}  # digests of modules that are imported: what runs is what they were then


def content(name: str) -> str | None:
    """The first digits of a digest that is the same wherever the files lie and whatever the module is called.

    Of "module:attribute" and of "file.py:attribute" it covers the attribute's name, the module's file, and every file
    that it imports, at any depth, from the folder that it was found in. Imports are read from the source; nothing is
    executed. What a function reads while it runs is not covered. Of a file of any other kind it covers the bytes; of a
    folder, those of its images and where in it they lie.

    None for names of the suite and of installed packages, and for what is not there.
    """
    if not isinstance(name, str) or (":" not in name and not {".", "/", "\\"} & set(name)):
        return None
    if name in SHIPPED:
        return SHIPPED[name]
    with suppress(OSError):  # a name that is too long, or a file that may not be read: the reader will say so
        if (path := Path(name)).is_file():
            state = path.stat()
            return file_digest(path.resolve(), state.st_mtime_ns, state.st_size)
        if path.name and path.is_dir():
            return images_digest(path)
    module, attribute = separated(name)
    code = module_digest(module) if attribute else None
    return code and sha256(f"{attribute}|{code}".encode()).hexdigest()[:DIGITS]


def separated(name: str) -> tuple[str, str]:
    """Module, or path of a file, and attribute; the last colon parts them, as a drive has one too."""
    module, colon, attribute = name.rpartition(":")
    return (module, attribute) if colon else (name, "")


@cache
def file_digest(path: Path, _changed: int, _size: int) -> str:
    """The digest of a data file in one state."""
    return sha256(path.read_bytes()).hexdigest()[:DIGITS]


def images_digest(folder: Path) -> str | None:
    """The digest of a folder's images; None where there is none."""
    states = ((path, path.stat()) for path in listing(folder)[0])
    lines = [
        f"{path.relative_to(folder).as_posix()} {file_digest(path.resolve(), state.st_mtime_ns, state.st_size)}"
        for path, state in states
    ]
    return sha256("\n".join(lines).encode()).hexdigest()[:DIGITS] if lines else None


def module_digest(module: str) -> str | None:
    """The digest of a module of the user's own and of what it imports beside it.

    A module that is imported keeps the digest it was first seen with, so that an edit does not mix with what runs.
    """
    if (location := locate(module)) is None:
        return None
    root, file = location
    if not running(module, file) or file not in CODE:
        digests = {path: sha256(path.read_bytes()).hexdigest() for path in sources(root, file)}
        own = digests.pop(file)
        CODE[file] = sha256("|".join([own, *sorted(digests.values())]).encode()).hexdigest()
    return CODE[file]


def renew(name: str) -> None:
    """Forgets what Python imported of a module of the user's own, unless its files are as they were when it was.

    In a session that goes on, such as a notebook's, a name then stands for what its file holds now. What was imported
    before it was first seen here is imported anew, since nothing tells what the file held then.
    """
    module, attribute = separated(name)
    if not attribute or (location := locate(module)) is None:
        return
    root, file = location
    files = sources(root, file)
    known = CODE.pop(file, None)
    if module_digest(module) == known:
        return
    for path in files:
        CODE.pop(path, None)
    for other, loaded in list(sys.modules.items()):
        path = getattr(loaded, "__file__", None)
        if path and other != "__main__" and Path(path).resolve() in files:
            del sys.modules[other]


def running(module: str, file: Path) -> bool:
    """Whether a module is imported, by its name or from its file."""
    if not module.endswith(SOURCE):
        return module in sys.modules
    loaded = getattr(sys.modules.get(file.stem), "__file__", None)
    return apart(file) in sys.modules or (loaded is not None and Path(loaded).resolve() == file)


def apart(file: Path) -> str:
    """What a file is called among the modules where `import` does not find it."""
    return f"file:{file}"


def locate(module: str) -> tuple[Path, Path] | None:
    """The folder from which a module of the user's own is imported, and its file; None for any other module.

    A module that is imported stays where it was found; another one is looked for as Python does. A path is that of
    a file.
    """
    if module.endswith(SOURCE):
        file = Path(module).resolve()
        return (file.parent, file) if file.is_file() else None
    if module.partition(".")[0] in OURS or not all(part.isidentifier() for part in module.split(".")):
        return None
    loaded = getattr(sys.modules.get(module), "__file__", None)
    if loaded:
        file = Path(loaded).resolve()
        candidates = [(file.parents[module.count(".") + (file.name == "__init__.py")], file)]
    else:
        roots = (Path(folder or ".").resolve() for folder in sys.path)
        candidates = [(root, file) for root in roots if (file := module_file(root, module))]
    root, file = candidates[0] if candidates else (Path(), LIBRARY)
    installed = set(INSTALLED) & set(file.parts) or file.is_relative_to(LIBRARY)
    return None if installed or file.suffix != ".py" else (root, file)


def module_file(root: Path, module: str) -> Path | None:
    """The file of a module below a folder."""
    path = root.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_name(f"{path.name}.py")) if file.is_file()), None)


def sources(root: Path, file: Path) -> list[Path]:
    """A file, and every file below `root` that it imports at any depth."""
    files, waiting = [], [file]
    while waiting:
        path = waiting.pop()
        if path not in files:
            files.append(path)
            waiting += [other for name in imports(root, path) if (other := module_file(root, name))]
    return files


def imports(root: Path, file: Path) -> Iterator[str]:
    """The modules that a file may import or name as "module:attribute", with the packages around them.

    None of a file that does not parse.
    """
    package = ".".join(file.relative_to(root).parts[:-1])
    try:
        nodes = list(ast.walk(ast.parse(file.read_bytes())))
    except (SyntaxError, ValueError):
        return
    for node in nodes:
        names = []
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.fullmatch(node.value):
            names = [node.value.partition(":")[0]]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            try:
                base = resolve_name("." * node.level + (node.module or ""), package)
            except ImportError:  # beyond the top; the import itself will say so
                continue
            names = [base, *(f"{base}.{alias.name}" for alias in node.names if alias.name != "*")]
        for name in names:
            parts = name.split(".")
            if parts[0] not in OURS:
                yield from (".".join(parts[: depth + 1]) for depth in range(len(parts)))


def make_importable(files: list[Path]) -> None:
    """Makes what lies beside some files importable from them, as Python does for a script.

    Raises:
        UserError: two of them import different modules of one name; Python knows one.
    """
    modules: dict[Path, Path] = {}
    for file in map(Path.resolve, files):
        for path in sources(file.parent, file) if file.is_file() else ():
            module = path.relative_to(file.parent)
            if path != file and modules.setdefault(module, path) != path:
                raise UserError(
                    f"In one command a module's name stands for one file. Received: {modules[module]} and {path}. "
                    "Rename one of them, or ask for the studies in two commands."
                )
        folders = [Path(folder or ".").resolve() for folder in sys.path]
        if file.parent not in folders:  # behind the suite's own packages, which it must not hide
            sys.path.insert(folders.index(ROOT) + 1 if ROOT in folders else len(folders), str(file.parent))
