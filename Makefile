# `make site` builds the sample office on a machine that has only Python; `make test` is what CI runs; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet
LOCALE := rectify_site/locale
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: all site test deep format check golden bench serve messages lock clean help

all: format check test  ## Format, check, test: before each commit

site: .venv/.project  ## Build the sample office into site/ and print the proof
	$(BIN)/rectify-site build

test: .venv/.test .venv/.project  ## Everything CI runs: format, lint, types, tests
	@.ci/browser
	$(BIN)/ruff format --check .
	@$(MAKE) check
	$(BIN)/pytest -m "not deep" -n auto --dist worksteal

deep: .venv/.test .venv/.project  ## The tests and the long laws, with many more examples each
	@.ci/browser
	$(BIN)/pytest -m "" --hypothesis-profile=deep

format: .venv/.test  ## Rewrite the sources in the house's layout
	$(BIN)/ruff check --select I,RUF100 --fix --quiet .
	$(BIN)/ruff format .

check: .venv/.test .venv/.project  ## Lint and types
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: .venv/.test .venv/.project  ## Rewrite the snapshots in tests/golden; read the diff before you commit it
	$(BIN)/pytest --rewrite-golden -q

bench: .venv/.test .venv/.project build/bench/.made  ## The speed goals, as ratios measured in one run; minutes
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.sites $(RECORDS) --write docs/benchmarks.md

serve: .venv/.project  ## Preview the sample office in a browser
	$(BIN)/rectify-site serve

messages: .venv/.project  ## Collect the messages and bring the Chinese catalogue up to date
	@mkdir -p build $(LOCALE)
	$(BIN)/pybabel -q extract -k N_ --sort-by-file --add-location=file --project=rectify-site -o build/messages.pot rectify_site
	@[ -f $(LOCALE)/zh_CN/LC_MESSAGES/rectify_site.po ] || $(BIN)/pybabel -q init -D rectify_site -i build/messages.pot -d $(LOCALE) -l zh_CN
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date -D rectify_site -i build/messages.pot -d $(LOCALE) -l zh_CN
	$(BIN)/pybabel -q compile --statistics -D rectify_site -d $(LOCALE) -l zh_CN

# Pins stay as they are where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
# --universal: one lock for every platform and Python version. No index address is written: an office may install from its own mirror.
COMPILE = build/lock/bin/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml requirements/site.in
lock: .venv/.made  ## Resolve the dependencies anew and write both locks
	@[ -x build/lock/bin/uv ] || { $(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv; }
	$(COMPILE) --output-file requirements/site.txt
	$(COMPILE) --extra test --constraints requirements/site.txt --output-file requirements/test.txt

# Other site generators, to be measured beside ours; nothing of ours needs them. Eleventy only where there is npm.
build/bench/.made: requirements/bench.txt
	@mkdir -p build/bench
	@$(PYTHON) -m venv --clear build/bench/venv
	@build/bench/venv/bin/python -m pip install --quiet -r requirements/bench.txt
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix build/bench @11ty/eleventy@3.1.6 || \
	  echo "Eleventy could not be installed: its row will be missing."; fi
	@touch $@

clean:  ## Remove what can be made again (not .venv, not review/)
	rm -rf build dist site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

help:  ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# The environment. Each stamp says that its step came to an end; a step cut short is done again.
.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "rectify_site needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make a virtual environment: its venv or ensurepip part is missing." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv. Then run make again." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.site: requirements/site.txt | .venv/.made
	@echo "Installing the locked libraries into .venv (a minute the first time) …"
	@$(PIP) --require-hashes -r requirements/site.txt
	@touch $@

.venv/.test: requirements/test.txt .venv/.site
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

.venv/.project: pyproject.toml .venv/.site
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
