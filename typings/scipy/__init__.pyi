"""What the checker knows of SciPy, which brings no types of its own: that its functions give something."""

from typing import Any

def __getattr__(name: str) -> Any: ...
