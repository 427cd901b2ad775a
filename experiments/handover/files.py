"""Files of what was handed over: named by a digest, written before a run, taken back where it is refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from experiments.errors import UserError

INPUTS = "inputs"  # the folder of such files in a run's
DIGITS = 8  # of a SHA-256


@dataclass(frozen=True)
class Handed:
    """Something of Python's as a file.

    Attributes:
        label: what it is called.
        suffix: of the file's name.
        content: its bytes.
        identity: what it is, where its bytes hold more than that, such as the time.
    """

    label: str
    suffix: str
    content: bytes
    identity: bytes = b""

    @property
    def digest(self) -> str:
        """The first digits of a SHA-256: the same is never stored twice, nor trained twice."""
        return sha256(self.identity or self.content).hexdigest()[:DIGITS]

    @property
    def code(self) -> bool:
        """Whether it is a module of Python's."""
        return self.suffix == ".py"

    def path(self, folder: Path, label: str | None = None) -> Path:
        """Where it lies among the results in a folder; a module by a name of its own: Python knows one of each."""
        name = label or self.label
        return folder / INPUTS / self.digest / f"{name}{f'_{self.digest}' if self.code else ''}{self.suffix}"


@contextmanager
def written(folder: Path, files: Mapping[Path, bytes]) -> Iterator[None]:
    """Writes files of a run that is about to begin; takes them back where it is refused before anything is stored.

    Args:
        folder: of the run.
        files: their contents; what is there already stays as it is.

    Raises:
        UserError: they cannot be written.
    """
    before = state(folder)
    fresh = [path for path in files if not path.exists()]
    made = sorted({parent for path in fresh for parent in path.parents if not parent.exists()}, reverse=True)
    try:
        for path in fresh:
            write(path, files[path])
        yield
    except UserError:
        if state(folder) == before:
            for path in fresh:
                path.unlink(missing_ok=True)
            for parent in made:
                if parent.is_dir() and not any(parent.iterdir()):
                    parent.rmdir()
        raise


def write(path: Path, content: bytes) -> None:
    """Writes a file in one step."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise UserError(
            f"{path.parent} cannot be written: {error.strerror}. Choose another folder with `out`."
        ) from error


def state(folder: Path) -> tuple[int, int] | None:
    """What tells whether anything was stored meanwhile."""
    file = folder / "results.sqlite"
    return (file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None
