"""A search's space in words, and which of its parameters have a scale."""

from typing import Any

from experiments.report.shapes.searches import ParameterRow

Spec = dict[str, Any]


def label(value: Any) -> str:
    """A value of the space as the trials' table writes it: blocks with their options, sizes joined by dashes."""
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:g}"
    if isinstance(value, dict):
        options = value.get("options", {})
        pairs = options.items() if isinstance(options, dict) else options
        arguments = ", ".join(f"{name}={option}" for name, option in pairs)
        return f"{value['name']}({arguments})" if arguments else value["name"]
    if isinstance(value, list | tuple):
        return "-".join(map(str, value)) or "none"
    return str(value)


def short(name: str) -> str:
    """A parameter's name without its part: `learning rate` for `optimizer.learning_rate`."""
    return name.rpartition(".")[2].replace("_", " ")


def parameter_row(parameter: Spec) -> ParameterRow:
    """One parameter in words: its name, its values and when it exists."""
    if "values" in parameter:
        values = ", ".join(map(label, parameter["values"]))
    else:
        scale = {"linear": "", "log": ", logarithmic", "reverse_log": ", fine near the upper end"}[parameter["scale"]]
        step = f", in steps of {parameter['step']:g}" if parameter.get("step") else ""
        values = f"{parameter['low']:g} to {parameter['high']:g}{scale}{step}"
    when = parameter.get("when")
    given = " or ".join(map(label, when["values"])) if when else ""
    return {
        "name": parameter["name"],
        "values": values,
        "when": f"if {short(when['parameter'])} is {given}" if when else "",
    }


def scales(space: list[Spec]) -> dict[str, str]:
    """Parameter -> `choice`, `log` or `linear`; a name used twice has a scale if all its ranges have it."""
    kinds: dict[str, str] = {}
    for parameter in space:
        kind = "choice" if "values" in parameter else "log" if parameter["scale"] == "log" else "linear"
        earlier = kinds.setdefault(parameter["name"], kind)
        if earlier != kind:
            kinds[parameter["name"]] = "choice" if "choice" in (earlier, kind) else "linear"
    return kinds
