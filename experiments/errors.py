"""Errors that are the user's to mend; the message says what was received, what is allowed, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """A request that cannot be met."""


def guess(name: str, names: Iterable[str]) -> str:
    """` Did you mean a or b?`, or nothing where no known name is near."""
    near = get_close_matches(name, list(names), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def refuse(source: str, kind: str, faults: list[str]) -> None:
    """Raises `UserError` for faults, a line each if there are several."""
    faults = [fault.removesuffix(".") for fault in faults]
    if len(faults) == 1:
        raise UserError(f"{source} is not a sound {kind}: {faults[0]}.")
    if faults:
        listed = "".join(f"\n- {fault}." for fault in faults)
        raise UserError(f"{source} is not a sound {kind}. {len(faults)} faults:{listed}")
