"""Substitution: a search for a network of the user's own in place of the search's."""

from dataclasses import replace

from experiments.abilities import abilities
from experiments.engines.tryout import check
from experiments.errors import UserError
from experiments.report.wording import listing
from experiments.spec import Part
from experiments.tuning.assembly import base, dataset
from experiments.tuning.suitability import networks
from tuner_configs.search import Parameter, Search


def substituted(search: Search, network: Part) -> tuple[Search, list[str]]:
    """The search with the user's network, and sentences for the plan.

    Options of the network that can be set in it may vary; parameters of layers that it does not have are left out.

    Raises:
        PartError: the network cannot be made, or does not fit the data.
        UserError: nothing is left that could vary.
    """
    able = abilities(network, dataset(search))
    ways = dict(able.ways)
    made = (search.layers.depth, search.layers.width) if search.layers else ()
    left: list[Parameter] = []
    for parameter in search.space:
        field, _, option = parameter.name.partition(".")
        parent = parameter.when.parameter if parameter.when else None
        there = parent is None or parent in [parameter.name for parameter in left]
        if parameter.name not in made and (field != "model" or option in ways) and there:
            left.append(parameter)
    without = list(dict.fromkeys(parameter.name for parameter in search.space if parameter not in left))
    if not left:
        raise UserError(
            f"{search.name}: nothing of what it varies ({listing(without)}) can be other in your network. "
            f"{able.sentence()}. Received: --model {network.name}"
        )
    substitute = replace(search, model=network, layers=None, space=tuple(left))
    check(replace(base(substitute), model=model) for model in networks(substitute))
    notes = [able.sentence()]
    notes += [f"{search.name}: without {listing(without)}, which your network does not have"] if without else []
    return substitute, notes
