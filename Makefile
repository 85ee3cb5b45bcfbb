# The commands of the project. "make" alone lists them.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input
UV_LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet

export LAPAS_DEMO ?= 1
.DEFAULT_GOAL := help
.PHONY: help run test soak bench check format lock translations

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(VENV)/run.stamp ## Start the demonstration at http://127.0.0.1:8000 (PORT, DEMO_PASSWORD); keeps its data
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@exec $(PY) manage.py serve

test: $(VENV)/dev.stamp ## Run every test; those that need a browser where Chromium is installed
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

soak: $(VENV)/dev.stamp ## Run the long forms of the tests that have one
	@SOAK=1 $(PY) -m pytest -m soak $(ARGS)

bench: $(VENV)/dev.stamp ## Measure, one line per figure, at a tenth of the nation (FULL=1: all of it)
	@$(PY) -m benchmarks

check: $(VENV)/dev.stamp ## Check style, templates, migrations and the settings of a real installation
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --check --target-version 5.2
	@$(PY) manage.py makemigrations --check --dry-run
	@LAPAS_DEMO=0 ALLOWED_HOSTS=localhost SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(PY) manage.py check --deploy --fail-level WARNING

format: $(VENV)/dev.stamp ## Put code and templates into the project's style
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format --quiet .
	@git ls-files -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2

translations: $(VENV)/dev.stamp ## Collect the texts and compile them (needs gettext)
	@$(PY) manage.py makemessages --locale id --no-location --no-obsolete --no-wrap --ignore .venv --ignore var --ignore tests
	@$(PY) manage.py compilemessages --locale id

lock: ## Write the lock files anew (needs uv)
	@$(UV_LOCK) --output-file requirements.txt
	@$(UV_LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

$(VENV)/run.stamp: requirements.txt | $(PY)
	@echo "Installing what the program needs"
	@$(PIP) --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(PY)
	@echo "Installing what the program and its tests need"
	@$(PIP) --require-hashes --requirement requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

$(PY):
	@$(PYTHON) -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Lapas Training needs Python 3.11 or newer with venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
