# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check
# Tiny networks compile longer than they run: XLA leaves out what would make them faster.
# Each worker takes a whole stretch of the tests: what a file's tests share is made once, and nobody waits at the end.
PYTEST := XLA_FLAGS="--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true" \
	$(BIN)/python -m pytest -n auto --dist worksteal
JAX := KERAS_BACKEND=jax

.PHONY: run test check lint test-whole test-backends test-studies test-ray test-browser docs gallery benchmark clean

run: .venv/installed  ## all studies on the handwritten digits, quickly; ARGS="optimizers --dataset wine" chooses
	$(BIN)/python -m experiments.run $(or $(ARGS),--scale quick --open)

test: .venv/installed  ## the core tests, on TensorFlow
	$(PYTEST) $(ARGS)

check: lint test  ## what CI runs first

lint: .venv/developer  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

test-whole: .venv/developer  ## whole runs, killed processes and tables in full, which the core tests leave out
	$(PYTEST) -m whole $(ARGS)

test-backends: .venv/developer  ## everything that touches Keras, on JAX and on PyTorch
	$(JAX) $(PYTEST) tests/custom_layers tests/engines tests/simulations/test_small.py
	$(JAX) $(PYTEST) -m whole tests/custom_layers/test_layer_stacks.py tests/engines/test_networks_of_all_kinds.py
	KERAS_BACKEND=torch $(PYTEST) tests/custom_layers tests/engines tests/simulations/test_small.py tests/verification/test_known_answers.py

test-studies: .venv/installed  ## every study at a tiny scale, from plan to page
	$(PYTEST) -m study tests/test_studies.py

test-ray: .venv/ray  ## a Ray cluster of two nodes on this machine
	$(BIN)/python -m pytest -m ray tests/execution/test_cluster.py

test-browser: .venv/developer  ## opens the pages in headless Chromium
	$(BIN)/python -m pytest -m browser

docs: .venv/docs  ## the documentation as a site, in build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

gallery: .venv/docs  ## the same with a report in it: all studies on the digits, quickly; ARGS chooses others
	$(BIN)/python -m experiments.run --scale quick $(ARGS) --out reports --name gallery
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

benchmark: .venv/developer  ## the speed tables, side by side with other ways to train
	$(BIN)/python -m benchmarks.throughput $(ARGS)

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/developer: .venv/installed requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@

.venv/docs: .venv/installed requirements-docs.txt
	$(PIP) -r requirements-docs.txt
	touch $@

.venv/ray: .venv/installed requirements-ray.txt
	$(PIP) -r requirements-ray.txt
	touch $@

clean:  ## removes the environment; reports stay
	rm -rf .venv
