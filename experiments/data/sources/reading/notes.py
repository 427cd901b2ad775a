"""Sentences about many columns, as few as possible."""

NAMES, LINES = 6, 20


def joined(remarks: list[tuple[str, str]]) -> list[str]:
    """`a, b: empty, left out` from columns and remarks; columns of one remark share a line, long lists are cut."""
    groups: dict[str, list[str]] = {}
    texts = [name for name, remark in remarks if remark.endswith("different texts, left out")]
    for name, remark in remarks:
        if name in texts and len(texts) > NAMES:
            remark = "text of many different entries, left out"
        if remark:
            groups.setdefault(remark, []).append(name)
    lines = []
    for remark, names in groups.items():
        more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
        lines.append(f"{', '.join(names[:NAMES])}{more}: {remark}")
    rest = len(lines) - LINES
    return lines if rest <= 0 else [*lines[:LINES], f"and {rest} more columns of which something was decided"]
