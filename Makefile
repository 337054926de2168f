# What can be done here; `make help` lists it. Everything is written to .venv/ and var/ alone.

VENV ?= .venv
PYTHON ?= python3
PORT ?= 8000
ON ?=
SEED ?= $(shell date +%s)
TIMES ?= 10
BENCH ?=
JOBS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
CLIENTS := var/clients/installed
NPM := tests/clients graph/graphiql
GRAPHIQL := var/graphiql/installed
# Tests start hundreds of processes: none compiles again what another did, whatever the environment says of bytecode.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(abspath var/bytecode) \
  $(BIN)/python -m pytest -n $(JOBS) --dist worksteal
WITHOUT_ADDRESSES := 'JSON.stringify(require("./package-lock.json"), (k, v) => k == "funding" ? undefined : v, 2)'

# Python 3.11 is what Debian 12 calls python3; a newer one does as well.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install graphiql serve test test-all faults fuzz check format docs bench constraints locks clean

help:  ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

install: $(INSTALLED)  ## Install Teikyo and its tools into .venv, from pinned and hashed packages

# The stamp is newer than what it was made from, so the second time costs nothing. The metadata that setuptools leaves in
# the tree is not needed by an editable install.
$(INSTALLED): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Teikyo needs Python 3.11 or newer; $(PYTHON) is older. Say PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) \
	  || { echo "No virtual environment could be made: install python3-venv (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Installing Teikyo and what it needs into $(VENV): about a minute, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -rf teikyo.egg-info
	@touch $@

graphiql: $(GRAPHIQL)  ## Install GraphiQL from npm into var/graphiql, from where the server serves it at /graphiql

$(GRAPHIQL): graph/graphiql/package.json graph/graphiql/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing (Debian: apt-get install nodejs npm)" >&2; exit 1; }
	@mkdir -p $(@D)/npm && cp $^ $(@D)/npm
	cd $(@D)/npm && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@cd $(@D) && cp npm/node_modules/graphiql/graphiql.min.js npm/node_modules/graphiql/graphiql.min.css \
	  npm/node_modules/react/umd/react.production.min.js npm/node_modules/react-dom/umd/react-dom.production.min.js .
	@touch $@

serve: $(INSTALLED)  ## Serve a demo register, dated to today (ON=), on 127.0.0.1:8000 (PORT=)
	@exec env PATH="$(abspath $(BIN)):$$PATH" PORT="$(PORT)" ON="$(ON)" sh examples/serve.sh

test: $(INSTALLED)  ## Run every test that needs only Python, one more at once than there are cores, for tests wait (JOBS=)
	$(PYTEST) -m "not postgres and not clients"

test-all: test $(CLIENTS) $(GRAPHIQL)  ## The same, and those that need PostgreSQL (TEIKYO_TEST_POSTGRES=), Node and Chromium
	$(PYTEST) -m "postgres or clients"
	$(MAKE) faults

faults: $(INSTALLED)  ## Kill servers under writers, twenty times on each engine (TEIKYO_TEST_POSTGRES=)
	TEIKYO_TEST_TIMES=20 $(PYTEST) tests/faults/test_killed.py

fuzz: $(INSTALLED)  ## Ask both engines what nobody thought of, ever anew (SEED=, TIMES=, TEIKYO_TEST_POSTGRES=)
	TEIKYO_TEST_SEED=$(SEED) TEIKYO_TEST_TIMES=$(TIMES) $(PYTEST) \
	  tests/graph/reads/test_generated_documents.py tests/graph/protocol/test_generated_requests.py

# Packages of npm are pinned by a lock with hashes and without addresses: npm asks the registry that the machine is set to.
$(CLIENTS): tests/clients/package.json tests/clients/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing (Debian: apt-get install nodejs npm)" >&2; exit 1; }
	@mkdir -p $(@D) && cp $^ $(@D)
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

check: $(INSTALLED)  ## Lint, formatting, types, layers, generated documents, and the rules of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m graph.documents --check
	$(BIN)/python -m graph.contract
	$(BIN)/python -m pytest -q tests/test_house.py

format: $(INSTALLED)  ## Put the code into the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(INSTALLED)  ## Write the documents that are generated from the code
	$(BIN)/python -m graph.documents

bench: $(INSTALLED)  ## Measure against hand-written SQL (BENCH="--engine both --size 10k,100k,1M --part reads")
	$(BIN)/python -m tests.benchmarks $(BENCH)

# pip-tools lives apart, for it is no part of the product; no address of a registry gets into the file.
constraints:  ## Pin every dependency of pyproject.toml, with its hashes, in constraints.txt
	@test -x var/pip-tools/bin/pip-compile || { $(PYTHON) -m venv var/pip-tools && var/pip-tools/bin/pip install --quiet pip-tools; }
	var/pip-tools/bin/pip-compile --quiet --no-strip-extras --allow-unsafe --generate-hashes --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --extra dev \
	  --output-file constraints.txt pyproject.toml

locks:  ## Pin the packages of npm, with their hashes and no addresses, in the package-lock.json beside each package.json
	@for folder in $(NPM); do ( cd $$folder \
	  && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund \
	  && node -p $(WITHOUT_ADDRESSES) > locked.json && mv locked.json package-lock.json ) || exit 1; done

clean:  ## Remove what was installed and written
	rm -rf $(VENV) var build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
