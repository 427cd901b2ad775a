"""What a study is: methods, the settings that each tries, and the claims they decide."""

from dataclasses import dataclass, replace
from typing import Any

from experiments.advice import Advice, Recipe
from experiments.chart import Chart
from experiments.spec import SEEDED, Part, Simulation, Trial, seeded

BASE = "base"  # the name of a part that stands for the study's own, with some options set anew
LEARNING_RATE = "optimizer.learning_rate"
THEORY = "theory"  # the baseline of an exact claim
SCALES = ("quick", "standard", "full")
RETUNED = 500_000  # the first of further tuning replicates, beyond all that are ever reported


@dataclass(frozen=True)
class Method:
    """One technique of a study: a label, and the trial fields in which it differs from the study's base.

    Attributes:
        label: its name, unique in the study.
        changes: trial fields; a part named `base` stands for the base's part with the given options.
        rates: the learning rates it tries, instead of the study's.
        tunes: the option of a part that `rates` are values of, such as `model.l2`; the learning rate is then the
            optimizer's own.
        simulation: the function it stands for, instead of a trial.
        family: methods with one family differ in something that a measure looks across; a claim may name it.
        position: its value on the x-axis of a chart.
        scale: the smallest scale at which it runs.
    """

    label: str
    changes: tuple[tuple[str, Any], ...] = ()
    rates: tuple[float, ...] | None = None
    simulation: Part | None = None
    family: str | None = None
    position: float | None = None
    scale: str = "quick"
    tunes: str = LEARNING_RATE


def method(
    label: str,
    rates: tuple[float, ...] | None = None,
    simulation: Part | None = None,
    family: str | None = None,
    position: float | None = None,
    scale: str = "quick",
    tunes: str = LEARNING_RATE,
    **changes: Any,
) -> Method:
    """A `Method` with its changes in canonical order."""
    return Method(label, tuple(sorted(changes.items())), rates, simulation, family, position, scale, tunes)


def lightened(method: Method, thin: int, shorter: dict[str, Part]) -> Method:
    """The method with every so many of its own rates, and its simulation with the options given for its function."""
    simulation = method.simulation
    if simulation and simulation.name in shorter:
        simulation = simulation.but(**dict(shorter[simulation.name].options))
    return replace(method, rates=method.rates and method.rates[::thin], simulation=simulation)


@dataclass(frozen=True)
class Claim:
    """A statement that could come out either way, and what would decide it.

    The effect of a pair (treatment, baseline) is their difference on `measure`, paired by replicate, turned so that
    positive favours the treatment. Each pair is a part; several measures are several claims with one id.

    Attributes:
        id: the row of the ledger; in a study of the user's own an id of its own.
        text: the statement, as a sentence.
        pairs: (treatment, baseline) labels or families of methods; an exact claim's baseline is `theory`.
        measure: a name of `experiments.judging.measures`.
        margin: the smallest effect that matters, or the largest error of an exact claim, in the measure's units.
        reason: why that margin.
        kind: `better`, `at least as good`, or `exact`.
        headline: its one pair is the part that matters most, whose effect the ledger shows.
    """

    id: str
    text: str
    pairs: tuple[tuple[str, str], ...]
    measure: str
    margin: float
    reason: str
    kind: str = "better"
    headline: bool = False


@dataclass(frozen=True)
class Study:
    """One question: methods, each tried at every learning rate, on tuning and on reporting replicates.

    Attributes:
        name, title, question: the page's file name, its heading, the question it answers.
        notes: what the study notes say. doubt: why that might be wrong.
        base: the trial from which methods differ; None if all are simulations without data.
        rates: the learning rates that every method tries.
        charts: figures of its page beside the usual ones. hero: the title of the one drawn large, or one of `USUAL`.
        advice: choices that the page recommends. recipe: techniques that are combined as the run learns which help.
        tuning, replicates: how many replicates choose the setting, and after how many others claims are first judged.
        target: `epochs_to_target` counts to this share of the way from a constant guess to the best method.
        task: the task that data must have for the question to make sense; None for any.
        contest: the methods compete, so that the page says whom to use.
        stands_in: its own data replace data of another task. own_data: it is about its own data, whatever the run's.
        scales: (scale, fields that are other at that scale); `thin` is n if methods try every n-th of their own rates,
            `simulations` are functions with the options that are other there.
        parent, data_title: the study that this one is on one of several data sets, and the name of these data there.
        retuned, reported: (method, setting, how many further replicates tune it), (..., are reported there).
        seed: another number gives other random numbers throughout.
        file: the user's own file that it comes from; None in the catalogue, whose claims alone count in the ledger.
        reference: it holds reference models, which have no page: see `experiments.references`.
    """

    name: str
    title: str
    question: str
    notes: str
    doubt: str
    base: Trial | None
    methods: tuple[Method, ...]
    rates: tuple[float, ...] = ()
    claims: tuple[Claim, ...] = ()
    charts: tuple[Chart, ...] = ()
    hero: str | None = None
    advice: tuple[Advice, ...] = ()
    recipe: Recipe | None = None
    tuning: int = 5
    replicates: int = 10
    target: float = 0.95
    task: str | None = None
    contest: bool = True
    stands_in: bool = False
    own_data: bool = False
    scales: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()
    parent: str | None = None
    data_title: str | None = None
    retuned: tuple[tuple[str, float | None, int], ...] = ()
    reported: tuple[tuple[str, float | None, int], ...] = ()
    seed: int = 0
    file: str | None = None
    reference: bool = False

    def adapted(self, data: Part | None, epochs: int | None, replicates: int | None) -> "Study":
        """The same question on other data, for other epochs, with other replicates; `None` changes nothing.

        The new data are prepared as the study prepares its own.
        """
        changed = replace(self, replicates=replicates or self.replicates)
        if self.base is None:
            return changed
        data = data.but(**dict(self.base.data.options)) if data and not self.own_data else self.base.data
        return replace(changed, base=replace(self.base, data=data, epochs=epochs or self.base.epochs))

    def scaled(self, scale: str) -> "Study":
        """The study at one scale: its methods, its fields, and the claims, charts and advice about these methods."""
        kept = tuple(method for method in self.methods if SCALES.index(method.scale) <= SCALES.index(scale))
        changes = dict(dict(self.scales).get(scale, ()))
        thin, shorter = changes.pop("thin", 1), {part.name: part for part in changes.pop("simulations", ())}
        kept = tuple(lightened(method, thin, shorter) for method in kept)
        if self.base is not None and (own := {k: changes.pop(k) for k in ("epochs", "data") if k in changes}):
            changes["base"] = replace(self.base, **own)
        return replace(self.only(kept), **changes)

    def only(self, kept: tuple[Method, ...]) -> "Study":
        """The study with some of its methods, and with the claims, charts and advice about them."""
        labels = {method.label for method in kept} | {method.family for method in kept} | {THEORY}

        def reduced(item: Any) -> Any:
            return replace(item, methods=tuple(label for label in item.methods if label in labels))

        claims = [replace(claim, pairs=tuple(p for p in claim.pairs if set(p) <= labels)) for claim in self.claims]
        advice = (reduced(item) for item in self.advice if item.baseline in labels)
        return replace(
            self,
            methods=kept,
            claims=tuple(claim for claim in claims if claim.pairs),
            charts=tuple(after for chart in self.charts if (after := reduced(chart)).methods or not chart.methods),
            advice=tuple(item for item in advice if item.methods),
            recipe=self.recipe and self.recipe.only(labels),
        )

    @property
    def data(self) -> Part | None:
        """The data that its trials share; None if it needs none."""
        return seeded(self.base.data, self.seed) if self.base else None

    def trials(self) -> list["Planned"]:
        """Every trial that is planned so far."""
        again, counts = ({cell[:2]: cell[2] for cell in cells} for cells in (self.retuned, self.reported))
        return [
            Planned(method.label, setting, replicate, role, self.trial(method, setting, replicate))
            for method in self.methods
            for setting in self.grid(method)
            for role, replicates in self.roles(method, setting, again, counts).items()
            for replicate in replicates
        ]

    def roles(self, method: Method, setting: Any, again: dict[Any, int], counts: dict[Any, int]) -> dict[str, range]:
        """What a setting's replicates are for: `tune` and `retune` choose a method's setting, `report` are reported.

        A method with a single setting has nothing to choose, so that `replicates` of it are reported in any case unless
        a recipe chooses among methods; it is tuned only if it trains networks, whose scores set the target.
        """
        cell, single = (method.label, setting), len(self.grid(method)) == 1
        usual = self.replicates if single and not self.recipe else 0
        return {
            "tune": range(self.tuning if single and method.simulation else 0, self.tuning),
            "retune": range(RETUNED, RETUNED + again.get(cell, 0)),
            "report": range(self.tuning, self.tuning + counts.get(cell, usual)),
        }

    def grid(self, method: Method) -> tuple[float | None, ...]:
        """The settings that a method tries: values of what it tunes; None alone for a simulation that tunes nothing."""
        return method.rates or ((None,) if method.simulation else self.rates)

    def trial(self, method: Method, setting: float | None, replicate: int) -> "Trial | Simulation":
        """The trial or the simulation of one method at one setting in one replicate."""
        changes = {name: self.part(name, value) for name, value in method.changes}
        if data := changes.get("data", self.base and not method.simulation and self.base.data):
            changes["data"] = seeded(data, self.seed, replicate)
        if (start := changes.get("start", self.base and self.base.start)) and isinstance(start.get("data"), Part):
            changes["start"] = start.but(data=seeded(start.get("data"), self.seed, replicate))
        replicate += SEEDED * self.seed
        if method.simulation:
            return Simulation(method.simulation, replicate, changes.get("data"), setting)
        assert self.base is not None, f"{self.name} trains networks, so it needs a base"
        changed = replace(self.base, **changes, replicate=replicate)
        tuned, _, option = method.tunes.partition(".")
        return replace(changed, **{tuned: getattr(changed, tuned).but(**{option: setting})})

    def part(self, name: str, value: Any) -> Any:
        """A changed field; a part named `base` is the base's with some options set anew."""
        if isinstance(value, Part) and value.name == BASE:
            return getattr(self.base, name).but(**dict(value.options))
        return value


@dataclass(frozen=True)
class Planned:
    """A trial or simulation as a row of a study's plan; `setting` is the number that its method tunes, or None."""

    method: str
    setting: float | None
    replicate: int
    role: str
    trial: Trial | Simulation
