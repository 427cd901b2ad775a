"""The contenders: each trains the same trials in its own way and process, and returns seconds and scores."""

from benchmarks.contenders import jax_vmap, pytorch
from benchmarks.contenders.keras_fit import fit, fit_best
from benchmarks.contenders.sklearn_mlp import classifier
from benchmarks.contenders.suite import suite

CONTENDERS = {
    "suite": ("this suite, TensorFlow", suite, "tensorflow"),
    "suite_jax": ("this suite, JAX", suite, "jax"),
    "fit": ("model.fit, TensorFlow, as it comes", fit, "tensorflow"),
    "fit_best": ("model.fit, TensorFlow, jit_compile and steps_per_execution", fit_best, "tensorflow"),
    "fit_jax": ("model.fit, JAX, as it comes", fit, "jax"),
    "fit_best_jax": ("model.fit, JAX, jit_compile and steps_per_execution", fit_best, "jax"),
    "torch": ("PyTorch, eager loop by hand", pytorch.loop, "torch"),
    "torch_vmap": ("PyTorch, torch.func.vmap by hand", pytorch.vmapped, "torch"),
    "jax_vmap": ("JAX, vmap by hand, all epochs in one program", jax_vmap.vmapped, "jax"),
    "sklearn": ("scikit-learn, MLPClassifier", classifier, "tensorflow"),
}
STACKED = ("suite", "suite_jax", "torch_vmap", "jax_vmap")  # they train many trials at once
MULTILAYER = ("torch", "torch_vmap", "jax_vmap", "sklearn")  # they know networks of dense layers alone
