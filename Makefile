# make run    set everything up and open a desk with made-up pages in the browser
# make test   set up what the tests need and run them all
# make check  linters, types, layers
# make pictures  the picture in the README, made anew
# make bench  quality and speed against the stored results

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench pictures clean

run: $(VENV)/installed
	@$(BIN)/rawi serve --sample

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.gate

pictures: $(VENV)/installed-dev
	@RAWI_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_picture.py

$(VENV)/python-is-there:
	@command -v $(PYTHON) >/dev/null || { echo "Rawi needs Python 3.11 or newer: apt install python3 python3-venv" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rawi needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: apt install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python-is-there pyproject.toml
	@echo "Installing Rawi into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/python-is-there pyproject.toml
	@echo "Installing Rawi and what its tests need into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
