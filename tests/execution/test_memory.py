"""Too little memory: the stack that failed is gone before its halves train, in threads and in processes."""

import weakref
from importlib import import_module
from importlib.util import find_spec

import pytest
from keras import tree

from experiments.engines.backends import backend
from experiments.engines.grouping import groups
from experiments.execution import processes
from experiments.execution.processes import Processes
from experiments.execution.threads import Threads
from experiments.execution.work import Trained, halved
from tests.marks import tried, whole
from tests.samples import trial

stacks = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
LARGEST = 2  # trials that fit


def tensorflow(name, text):
    """An error of TensorFlow."""
    return getattr(import_module("tensorflow").errors, name)(None, None, text)


# what the three backends, the compilers below them and NumPy raise; a backend is imported when its error is made
ERRORS = {
    "Python": MemoryError,
    "C++": lambda: MemoryError("std::bad_alloc"),
    "C++, in a compiled program": lambda: RuntimeError("INTERNAL: std::bad_alloc"),
    "PyTorch on a CPU": lambda: RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 B."),
    "Keras, of a layer": lambda: RuntimeError("Exception encountered when calling Dense.call(). CUDA out of memory."),
    "TensorFlow": lambda: tensorflow("ResourceExhaustedError", "OOM when allocating tensor with shape[9]"),
    "TensorFlow's XLA": lambda: tensorflow("InternalError", "RESOURCE_EXHAUSTED: Out of memory allocating 9 bytes."),
    "JAX": lambda: import_module("jax").errors.JaxRuntimeError("RESOURCE_EXHAUSTED: Out of memory allocating 9 bytes."),
    "PyTorch": lambda: import_module("torch").OutOfMemoryError("CUDA out of memory. Tried to allocate 9 bytes."),
}
MODULES = {"TensorFlow": "tensorflow", "TensorFlow's XLA": "tensorflow", "JAX": "jax", "PyTorch": "torch"}
INSTALLED = [name for name in ERRORS if name not in MODULES or find_spec(MODULES[name])]


def fail(name):
    """Raises an error of that name."""
    error = ERRORS[name]()
    if name.startswith("Keras"):
        raise ValueError("Exception encountered when calling a layer.") from error
    raise error


class Large:
    """Something that takes memory; it holds itself, as networks and their layers do."""

    def __init__(self):
        self.itself = self


@pytest.mark.parametrize("name", tried(INSTALLED, ["Python", "TensorFlow"]))
def test_every_backends_error_halves_and_nothing_is_held(name):
    references, calls = [], []

    def train(trials, size):
        assert [reference for reference in references if reference() is not None] == []
        large = Large()
        calls.append((len(trials), size))
        if len(trials) > LARGEST:
            references.append(weakref.ref(large))
            fail(name)
        return [letter.upper() for letter in trials]

    pairs = [pair for part in halved(list("abcdef"), 4, train) for pair in zip(*part, strict=True)]
    assert pairs == [(letter, letter.upper()) for letter in "abcdef"]
    assert calls == [(6, 4), (3, 2), (2, 1), (1, 1), (3, 2), (2, 1), (1, 1)]


def test_another_error_is_recorded_and_not_tried_again():
    calls = []

    def train(trials, size):
        calls.append(size)
        raise ValueError("wrong")

    ((trials, records),) = halved([trial(), trial(replicate=1)], 2, train)
    assert (
        calls == [2] and [(record.status, record.reason) for record in records] == [("error", "ValueError: wrong")] * 2
    )
    assert [record.key for record in records] == [sample.key for sample in trials]


def scarce(patch):
    """Room for stacks of two: a larger one fails in its first epoch, and must be gone when another begins."""
    from experiments.engines import stacked

    stack_class, references = stacked.Stack, []

    class Scarce(stack_class):
        def __init__(self, *arguments):
            if alive := sum(reference() is not None for reference in references):
                raise ValueError(f"{alive} arrays of the stack before are held")
            super().__init__(*arguments)

        def epoch(self, epoch):
            if len(self.trials) > LARGEST:
                references.extend(weakref.ref(value) for value in (self, *tree.flatten(self.state)))
                fail("TensorFlow" if backend.NAME == "tensorflow" else "JAX")
            super().epoch(epoch)

    patch(stacked, "Stack", Scarce)


def short_of_memory(parent, threads, limit):
    """A worker with so little memory."""
    scarce(setattr)
    processes.serve(parent, threads, limit)


@stacks
@pytest.mark.parametrize(
    "pool", [pytest.param(Threads(2), id="threads"), pytest.param(Processes(1, 1), id="processes", marks=whole)]
)
def test_the_arrays_of_a_stack_are_gone_before_its_halves_train(pool, monkeypatch):
    scarce(monkeypatch.setattr)
    monkeypatch.setattr(processes, "serve", short_of_memory)
    events = pool.run(groups([trial(replicate=replicate, epochs=1) for replicate in range(8)], "stacked"))
    records = [record for _, event in events if isinstance(event, Trained) for record in event.records]
    assert [record.reason for record in records] == [""] * 8
    assert {record.status for record in records} == {"ok"}
