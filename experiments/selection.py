"""What a command line asks for: studies, at a scale, on data sets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from experiments import catalog
from experiments.data import DataError, load
from experiments.data.loading import identified, scored
from experiments.data.options import OPTIONS
from experiments.datafiles import is_file
from experiments.errors import UserError
from experiments.labels import labels, unused
from experiments.limits import fitted
from experiments.quiet import import_keras
from experiments.request import Request
from experiments.scores import named as named_score
from experiments.spec import Part, part, seeded
from experiments.study import BASE, Method, Study

LISTED = 8  # studies named in one sentence


def select(request: Request) -> tuple[list[Study], str, list[str]]:
    """The studies to run, what the plan calls the data, and sentences on what was changed or left out to suit them.

    A study is asked on its own data unless data sets are named. With several of these each study that asks about the
    user's data is asked on each of them, under a name of its own.

    Raises:
        UserError: no study is left that makes sense.
    """
    if request.model:
        import_keras()  # quietly, before its layers are looked at
    asked = [study.scaled(request.scale) for study in named(list(dict.fromkeys(request.studies)) or catalog.names())]
    score = scoring(request.score)
    tables = [(data, load(data)) for data in datasets(request, score)]
    own_titles = [table.title for _, table in tables]
    short_names = labels(request.datasets)
    pairs = zip(own_titles, short_names, strict=True)
    titles = [title if own_titles.count(title) == 1 else label for title, label in pairs]
    selected: dict[str, Study] = {}
    notes: dict[str, list[str]] = {}
    for (data, table), label, title in zip(tables, short_names, titles, strict=True):
        for study in (on_its_own(study, request, data) for study in asked if study.methods):
            if not (study.own_data or study.stands_in or study.task in (None, table.task)):
                wrong = f"left out: it is about {study.task}, and {title} is for {table.task}"
                notes.setdefault(wrong, []).append(study.name)
                continue
            alone = study.own_data or study.task not in (None, table.task)
            adapted = (study if alone else bare(study, data)).adapted(
                None if alone else data, request.epochs, request.replicates
            )
            single = alone or study.base is None or len(tables) == 1
            placed = adapted if single else on_data_set(adapted, label, title, table.title)
            if placed.name in selected:
                continue
            suited, changes = about(placed, request, data, alone, score)
            for sentence in changes:
                notes.setdefault(sentence, []).append(placed.name)
            if suited:
                selected[placed.name] = with_checksums(replace(suited, own_data=alone))
    sentences = [f"{listed(studies)}: {sentence}" for sentence, studies in notes.items()]
    if request.model:
        sentences.insert(0, able(part(request.model), tables[0][0]))
    if not selected:
        received = f"{' '.join(request.datasets)} for {' '.join(request.studies) or 'all studies'}"
        raise UserError(f"{'. '.join(sentences)}. No study is left: choose other data or studies. Received: {received}")
    scores = [study.base.data.get("score") for study in selected.values() if study.base]
    if score is not None and score not in scores:
        raise UserError(
            f"--score has no effect here: {listed(list(selected))} ask about data of their own, or train nothing. "
            f"Received: --score {request.score}"
        )
    return list(selected.values()), " and ".join(titles), sentences


def on_its_own(study: Study, request: Request, data: Part) -> Study:
    """The study, marked as one about its own data where these are others than the usual ones and none are named."""
    other = study.base is not None and study.base.data.name != data.name
    return replace(study, own_data=study.own_data or (other and not request.dataset))


def bare(study: Study, data: Part) -> Study:
    """The study without what its own data are made by, which says nothing to other data."""
    if study.base is None or study.base.data.name == data.name:
        return study
    made = {name: None for name, _ in study.base.data.options if name not in OPTIONS}
    return replace(study, base=replace(study.base, data=study.base.data.but(**made)))


def about(
    study: Study, request: Request, data: Part, own_data: bool, score: str | Part | None
) -> tuple[Study | None, list[str]]:
    """The study as its data allow, and the user's network if there is one; None if it cannot be asked.

    Args:
        study: it, on the data that it is asked on.
        request: what is asked for.
        data: what the user asks about.
        own_data: whether the study is asked on data of its own instead.
        score: by which it is judged; None for its data's own.
    """
    notes: list[str] = []
    if request.model:
        from experiments.abilities import asked

        substitute, notes = asked(study, part(request.model), data, own_data)
        if substitute is None:
            return None, notes
        study = substitute
    study = with_weights(study) if request.histograms else study
    suited, changes = fitted(judged(replace(study, seed=request.seed), score))
    return suited, [*notes, *changes]


def with_weights(study: Study) -> Study:
    """The study whose trainings record their weights, and all other statistics of layers."""
    if study.base is None:
        return study
    methods = tuple(
        replace(method, changes=tuple(change for change in method.changes if change[0] != "diagnostics"))
        for method in study.methods
    )
    return replace(study, base=replace(study.base, diagnostics="weights"), methods=methods)


def able(network: Part, data: Part) -> str:
    """What can be asked about the user's network, in a sentence."""
    from experiments.abilities import abilities

    return abilities(network, data).sentence()


def listed(studies: list[str]) -> str:
    """Their names, or how many they are."""
    distinct = list(dict.fromkeys(studies))
    return ", ".join(distinct) if len(distinct) <= LISTED else f"{len(distinct)} studies"


def named(names: Sequence[str]) -> list[Study]:
    """The studies, under names of their own: they name pages and rows of the store.

    A second one of a name is called `NAME_2`.
    """
    studies: dict[str, Study] = {}
    for name in names:
        study = catalog.load(name)
        label = unused(study.name, studies)
        studies[label] = replace(study, name=label)
    return list(studies.values())


def on_data_set(study: Study, label: str, title: str, own_title: str) -> Study:
    """The study on one of several data sets, with a name and a title of its own."""
    return replace(
        study,
        name=f"{study.name}.{label}",
        title=f"{study.title} on {title}",
        parent=study.name,
        data_title=None if title == own_title else title,
    )


def judged(study: Study, score: str | Part | None) -> Study:
    """The study with its score; all of its methods are judged by that of its base.

    A study of the catalogue about its own data keeps theirs, for which its claims are made. Data that cannot be had are
    left to `fitted`, which says so.

    Raises:
        UserError: a method has a score of its own.
    """
    if study.base is None:
        return study
    chosen = study.base.data
    try:
        chosen = scored(chosen, score if study.file and study.own_data else None)
        task, score = load(chosen).task if chosen.get("score") else "", chosen.get("score")
    except DataError:
        return replace(study, base=replace(study.base, data=chosen))

    def likewise(method: Method) -> Method:
        data = dict(method.changes).get("data")
        if data is not None and data.get("score") not in (None, score):
            raise UserError(
                f"All methods of a study have one score, that of its base. Received: {data.get('score')} of "
                f"{method.label}, and {score or 'none'} of the base."
            )
        if score is None or data is None or data.name == BASE or load(data).task != task:
            return method
        changes = dict(method.changes) | {"data": data.but(score=score)}
        return replace(method, changes=tuple(sorted(changes.items())))

    base = replace(study.base, data=chosen)
    return replace(study, base=base, methods=tuple(map(likewise, study.methods)))


def scoring(asked: str | None) -> str | Part | None:
    """The score that a command line names, as an option of data."""
    if asked is None or ":" not in asked:
        return asked and named_score(asked).name
    return part(asked)


def with_checksums(study: Study) -> Study:
    """The study with the checksum of what functions of the user's own make of its data: see `identified`."""

    def counted(data: Part) -> Part:
        return data.but(checksum=identified(seeded(data, study.seed)).get("checksum"))

    def completed(method: Method) -> Method:
        data = dict(method.changes).get("data")
        if data is None or ":" not in (changed := study.part("data", data)).name:
            return method
        return replace(method, changes=tuple(sorted((dict(method.changes) | {"data": counted(changed)}).items())))

    base = study.base and replace(study.base, data=counted(study.base.data))
    return replace(study, base=base, methods=tuple(map(completed, study.methods)))


def datasets(request: Request, score: str | Part | None) -> list[Part]:
    """The data sets of a request, treated and scored as it asks."""
    return [scored(dataset(name, request.reading).but(**request.treatment), score) for name in request.datasets]


def dataset(name: str, reading: dict[str, Any]) -> Part:
    """A data set by name; a file with how it is read."""
    return part(name, **reading) if is_file(name) else part(name)
