# Every target works on a fresh machine with Python 3.11 or later, git and make.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench docs pictures format lock clean help setup setup-dev

demo: setup ## set up, then the main job on the bundled samples
	@$(BIN)/python -m tools.demo

test: setup-dev ## set up, then all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: setup-dev ## format, lint, types, import contracts, both languages, sizes, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.check_languages
	$(BIN)/python -m tools.check_sizes
	$(BIN)/python -m tools.write_docs --check
	$(MAKE) test

bench: setup-dev ## measure; ratios against a baseline in the same run
	$(BIN)/python -m benchmarks

docs: setup-dev ## write the generated parts of the documentation again: reference pages and the transcript in the READMEs
	$(BIN)/python -m tools.write_docs
	$(BIN)/python -m tools.write_transcript

pictures: setup-dev ## photograph the HTML report for the READMEs (needs Chromium and a Japanese font)
	$(BIN)/python -m tools.write_pictures

sbom: setup-dev ## write this project's own bill of materials, and judge it
	$(BIN)/kaname sbom create . --name kaname --author "The Kaname contributors" --supplier Kaname --output kaname.cdx.json
	$(BIN)/kaname sbom check kaname.cdx.json --profile cisa-2026

format: setup-dev ## format, and repair what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: setup-dev ## choose the newest allowed versions and write requirements/*.txt again
	$(BIN)/python -m tools.lock

clean: ## remove everything that was made here
	rm -rf .venv build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/results.json

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14

setup: .venv/runtime.stamp
setup-dev: .venv/dev.stamp

# A half-made environment is removed: a second run must not take it for a whole one.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "kaname needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
	  echo "  → name another one: make demo PYTHON=python3.12" >&2; exit 1; }
	@echo "making .venv"
	@$(PYTHON) -m venv .venv >/dev/null || { rm -rf .venv; \
	  echo "'$(PYTHON) -m venv' failed." >&2; \
	  echo "  → on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

.venv/runtime.stamp: requirements/build.txt requirements/runtime.txt pyproject.toml | .venv/bin/python
	@test -e .venv/dev.stamp || echo "installing what kaname needs"
	@test -e .venv/dev.stamp || \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "installing what kaname and its tests need"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ .venv/runtime.stamp
