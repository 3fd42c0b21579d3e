# make chat: everything set up, the sample calls there, the chat open.   make test: everything set up, the tests run.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= $(abspath ../shared)
export CALLCITE_SHARED ?= $(SHARED)

.PHONY: chat test check bench quality test-browser lint types requirements clean

chat: $(VENV)/.installed
	$(BIN)/python cli.py ingest samples --if-empty
	$(BIN)/streamlit run app.py

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

test-browser: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q tests/browser --browser-required

check: lint types test

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

bench: $(VENV)/.installed
	$(BIN)/python cli.py bench

# Writes docs/quality.md and the README's table, on calls of its own: the samples, and the shared call where it is there.
QUALITY := $(VENV)/quality
CASES := $(wildcard $(SHARED)/golden/dev.jsonl $(SHARED)/golden/dev_conversations.jsonl) $(wildcard evals/data/*.jsonl)
quality: $(VENV)/.installed
	$(BIN)/python cli.py ingest samples $(wildcard $(SHARED)/data/baba-fy2025-q4.txt) --library $(QUALITY)/library
	$(BIN)/python -m evals.report $(CASES) --library $(QUALITY)/library --vectors $(QUALITY)/vectors.npz

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "callcite needs Python 3.11 or newer")'

$(VENV)/.installed: requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Needs uv; run after changing a range in pyproject.toml, and commit what it writes.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
requirements:
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
