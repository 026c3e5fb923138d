# `make` or `make help` lists what there is. Everything is installed into .venv, pinned by hash, and installed again only
# when a lock file or pyproject.toml has changed.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

HOST ?= 127.0.0.1
PORT ?= 8050
LOCK ?=
export HOST PORT

# The first Python of 3.11 or later that is found; PYTHON=... decides otherwise.
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
endif

BIN := .venv/bin
ENVIRONMENT := .venv/.made
RUN := .venv/.installed-to-run
DEV := .venv/.installed-to-develop
VENDOR := dashboard/assets/vendor/plotly-1-cartesian.min.js
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
INSTALL_PROJECT := $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(LOCK) pyproject.toml --group build

.PHONY: help run test offline check bench trust manual lock sbom audit format clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(RUN) $(VENDOR) ## install what is needed and start the dashboard (HOST=127.0.0.1 PORT=8050)
	@echo "The dashboard is about to answer on http://$(HOST):$(PORT)/  (Ctrl-C stops it)"
	@exec $(BIN)/innovation-dashboard serve

test: $(DEV) $(VENDOR) ## run every test but the benchmarks (TESTS="-k goals" hands words to pytest)
	@sh tests/prerequisites.sh
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile $(TESTS)

offline: $(DEV) $(VENDOR) ## run the same tests where no route leads to any host (asks for root and unshare)
	@sh tests/prerequisites.sh
	unshare --net $(BIN)/python -c "from tests.trust.offline import loopback_up; loopback_up(); import os; os.execvp('$(MAKE)', ['$(MAKE)', 'test'])"

check: $(DEV) $(VENDOR) ## look for faults of style, of types and of who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## lay the code out anew and mend what ruff can mend by itself
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(DEV) $(VENDOR) ## measure everything at three sizes beside what it is held against (BENCH="--sizes 5000")
	$(BIN)/python -m tests.bench $(BENCH)
	$(BIN)/python -m pytest tests/bench --quiet --capture=no

trust: $(DEV) $(VENDOR) ## try to break each promise of the README for long (TRUST="flips kills=100" names parts)
	$(BIN)/python -m tests.trust $(TRUST)

manual: $(DEV) $(VENDOR) ## take the pictures of the manual anew, after a page has changed its looks
	@sh tests/prerequisites.sh
	MANUAL=write $(BIN)/python -m pytest --quiet tests/browser/test_manual.py

lock: $(DEV) ## write the lock files anew from pyproject.toml and package.json (LOCK=--upgrade for the newest)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --extra celery --extra metrics --constraint requirements-dev.lock --output-file deploy/requirements.lock
	sh dashboard/browser/fetch.sh --lock

sbom: $(DEV) ## write the bill of materials, bom.json (CycloneDX), and the licences, LICENCES.txt
	$(BIN)/cyclonedx-py requirements requirements.lock --output-reproducible --output-file bom.json
	$(BIN)/python -m tests.list_licences requirements.lock > LICENCES.txt

audit: $(DEV) ## ask a database which weaknesses are known of what is pinned (AUDIT="--osv-url ADDRESS" names another)
	@$(BIN)/python -m tests.list_weaknesses requirements-dev.lock $(AUDIT)

clean: ## remove everything that was made here, .venv included
	rm -rf .venv dashboard/assets/vendor dashboard/browser/node_modules *.egg-info build dist test-results
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find indicators dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(ENVIRONMENT):
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or later is needed and was not found (PYTHON=... names one)." >&2; exit 1; fi
	@echo "Making the environment .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv .venv
	@touch $@

$(RUN): requirements.lock pyproject.toml | $(ENVIRONMENT)
	@echo "Installing what the dashboard needs; this takes about half a minute, once ..."
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL_PROJECT)
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(ENVIRONMENT)
	@echo "Installing what the tests need; this takes about a minute, once ..."
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(INSTALL_PROJECT)
	@touch $@ $(RUN)

# Where npm is missing or fails, the script says so and the file stays missing: the next start tries again.
$(VENDOR): dashboard/browser/package-lock.json dashboard/browser/fetch.sh
	@sh dashboard/browser/fetch.sh
