# Every task stands here once; CI calls the same targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := ../$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'
PURE := bot/model/*,bot/extraction/*,bot/novelty/*

.DEFAULT_GOAL := help
.PHONY: help demo run test test-postgresql lint format image-test docs pictures lock bench crash clean fuzz faults

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.runtime  ## two years of an invented story, told as alerts in this terminal
	@$(BIN)/sequelwatch demo

run: $(VENV)/.runtime  ## poll the configured feeds (Ctrl-C stops)
	@$(BIN)/sequelwatch run

test: $(VENV)/.dev  ## the tests, with branch coverage of the pure rooms at 95 % or more (ARGS=tests/feeds: only those)
	@$(BIN)/python -m pytest $(or $(ARGS),--cov --cov-report=)
	@$(if $(ARGS),,$(BIN)/python -m coverage report --include='$(PURE)' --fail-under=95)

test-postgresql: $(VENV)/.dev  ## the store's tests on PostgreSQL: the server at $POSTGRESQL, else this machine's own
	@POSTGRESQL=$${POSTGRESQL:-$$(sh deploy/postgresql.sh)} && export TEST_POSTGRESQL="$$POSTGRESQL" && \
	  $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/postgresql.lock && \
	  $(BIN)/python -m pytest -q tests/store

lint: $(VENV)/.dev  ## ruff, mypy strict, import contracts, hadolint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/hadolint Dockerfile

format: $(VENV)/.dev  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

image-test: $(VENV)/.dev  ## carry out the Dockerfile's steps without Docker and try what they make (Linux, as root)
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/python -m deploy.rehearsal

pictures: $(VENV)/.runtime  ## draw the documentation's pictures of cards and answers anew
	@$(BIN)/sequelwatch preview-card demo -o docs/pictures
	@$(BIN)/sequelwatch preview-card news --locale de -o docs/pictures/news-de.png
	@$(BIN)/sequelwatch preview-card news --embeds -o docs/pictures/news-embed.png

docs: $(VENV)/.dev  ## the documentation as a site, in build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict

bench: $(VENV)/.dev  ## speed and memory, printed (see benchmarks/README.md)
	@$(BIN)/python -m benchmarks $(ARGS)

crash: $(VENV)/.dev  ## bots killed at every boundary while Discord fails; the table of what came of it
	@$(BIN)/python -m benchmarks.crashes $(ARGS)

fuzz: $(VENV)/.dev  ## ten minutes of hostile documents for all that reads feeds
	@$(BIN)/python -m benchmarks.fuzz $(ARGS)

faults: $(VENV)/.dev  ## a month with 200 feeds, failures, kills, clock jumps and a full disk
	@$(BIN)/python -m benchmarks.faults.run $(ARGS)

lock: $(VENV)/.made  ## pin every dependency with its hashes, after a change in pyproject.toml
	@$(PIP) install 'uv>=0.8'
	@cd requirements && $(LOCK) ../pyproject.toml -o runtime.lock
	@cd requirements && $(LOCK) --extra postgresql -c runtime.lock ../pyproject.toml -o postgresql.lock
	@cd requirements && $(LOCK) --group ../pyproject.toml:build -c runtime.lock -o build.lock
	@cd requirements && $(LOCK) --extra postgresql --group ../pyproject.toml:dev --group ../pyproject.toml:docs \
	  -c postgresql.lock -c build.lock ../pyproject.toml -o dev.lock

clean:  ## forget the environment and the caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Sequelwatch needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments: its 'ensurepip' is missing."; \
	  echo "On Debian and Ubuntu: sudo apt install python3-venv    then run make again."; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# hatchling comes with the hashes too, so that nothing is fetched unpinned while the package itself is installed.
$(VENV)/.runtime: requirements/runtime.lock requirements/build.lock pyproject.toml | $(VENV)/.made
	@echo "Installing what Sequelwatch needs (pinned, with hashes) ..."
	@$(PIP) install --require-hashes -r requirements/runtime.lock -r requirements/build.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	@echo "Installing what its developers need (pinned, with hashes) ..."
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@
