"""Case: what a user asks for by mistake, and what the message must say."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One input that cannot be used.

    Attributes:
        name: what is wrong with it.
        arguments: the command line, without the program.
        says: what the message must contain: the value that was received, what is allowed, what to do.
        files: files that lie in the working folder, by name; text is written in UTF-8.
    """

    name: str
    arguments: str
    says: tuple[str, ...]
    files: dict[str, str | bytes] = field(default_factory=dict)
