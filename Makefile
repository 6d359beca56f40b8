# make demo       set up (once) and do the main job on the reports that come with the program
# make test       set up (once) and run the tests
# make test-long  the tests that take minutes, too
# make bench      measure, print one table, keep the figures in benchmarks/results
# make eval      score the readers on the data at hand, keep the figures in evaluation/results
# make lint       ruff
# make types      mypy --strict
# make web        build the workbench's page from web/ (needs Node)
# make lock       renew the lock files (needs uv)
# make clean      remove what the targets above made

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first Python on the path that is new enough; `make PYTHON=/path/to/python demo` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_STAMP := $(VENV)/run.stamp
TEST_STAMP := $(VENV)/test.stamp

.PHONY: demo test test-long bench eval lint types web lock clean
.DEFAULT_GOAL := demo

demo: $(RUN_STAMP)
	@$(BIN)/standoff demo -o demo-output

test: $(TEST_STAMP)
	@$(BIN)/python -m pytest

test-long: $(TEST_STAMP)
	@$(BIN)/python -m pytest -m 'long or not long'

bench: $(TEST_STAMP)
	@$(BIN)/python -m benchmarks

eval: $(TEST_STAMP)
	@$(BIN)/python -m evaluation

lint: $(TEST_STAMP)
	@$(BIN)/ruff check .

types: $(TEST_STAMP)
	@$(BIN)/mypy

# venv without ensurepip (some distributions split it off): let the outer pip put pip into it.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "standoff needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) \
	  && $(PYTHON) -m pip --python $(VENV) install --quiet pip; }

$(RUN_STAMP): pyproject.toml requirements/run.txt | $(BIN)/python
	@echo "Installing what standoff needs (a minute or so, only the first time) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_STAMP): pyproject.toml requirements/test.txt | $(BIN)/python
	@echo "Installing what standoff and its tests need (a minute or so, only the first time) ..."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(RUN_STAMP) $@

# The built page is committed, so that nothing else here needs Node; a test compares it with what the sources build.
web:
	@cd web && npm ci --no-audit --no-fund && npm run --silent build

UV_LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
  pyproject.toml requirements/build.in

lock:
	$(UV_LOCK) --extra test -o requirements/test.txt
	$(UV_LOCK) --extra read -c requirements/test.txt -o requirements/run.txt

clean:
	rm -rf $(VENV) demo-output .mypy_cache .pytest_cache .ruff_cache .hypothesis
