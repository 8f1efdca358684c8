# Every target works on a fresh machine with Python 3.11 or later, git and make.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench docs format clean setup setup-dev

demo: setup ## set up, then the main job on the bundled samples
	@$(BIN)/python tools/demo.py

test: setup-dev ## set up, then all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: setup-dev ## format, lint, types, import contracts, both languages, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_languages.py
	$(BIN)/python tools/check_sizes.py
	$(MAKE) test

bench: setup-dev ## measure; ratios against a baseline in the same run
	$(BIN)/python -m benchmarks

docs: setup-dev ## write the generated parts of docs/reference again
	$(BIN)/python tools/write_docs.py

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: .venv/runtime.stamp
setup-dev: .venv/dev.stamp

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements/runtime.txt pyproject.toml | .venv/bin/python
	@test -e .venv/dev.stamp || $(BIN)/pip install --quiet --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ .venv/runtime.stamp

clean:
	rm -rf .venv build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis
