PYTHON ?= python3
PORT ?= 8000
ARGS ?=
SETUP := @$(PYTHON) scripts/set_up.py
RUN := .venv/bin/

# What the engines compile is kept for demo and tests alike.
export DUGNAD_COMPILED ?= $(CURDIR)/.compiled_cache

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test test-postgres browser lint types layers check bench messages baselines pins clean

help:  ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Set up what serving needs: packages, the pages' files, languages
	$(SETUP) runtime

demo:  ## Set up what is missing and serve the demo network (PORT=8000)
	$(SETUP) runtime
	@exec $(RUN)dugnad demo --port $(PORT)

test: tools  ## Set up what is missing and run every test on SQLite (ARGS="-k access")
	@$(RUN)python -m pytest -n 2 --dist worksteal $(ARGS)

test-postgres: tools  ## The tests that ask a database on PostgreSQL: DUGNAD_TEST_POSTGRES_URL, or one started for it
	@$(RUN)python scripts/test_postgres.py -n 2 --dist worksteal $(ARGS)

browser: tools  ## Only the tests in a real browser
	@$(RUN)python -m pytest -m browser $(ARGS)

check: lint types layers  ## Everything that is checked without running the code

lint: tools  ## Style, unused dependencies, and what must not be in the tree
	@$(RUN)ruff check --quiet .
	@$(RUN)deptry --no-ansi .
	@$(RUN)python scripts/check_tree.py

types: tools  ## mypy, strict
	@$(RUN)mypy

layers: tools  ## That imports run downwards only
	@$(RUN)lint-imports --no-logo

bench: tools  ## Measure speed and memory, as one table
	@$(RUN)python -m benchmarks $(ARGS)

messages: tools  ## Bring new texts into the languages, and new events into the documentation
	@$(RUN)python scripts/messages.py update
	@$(RUN)python scripts/messages.py compile
	@$(RUN)python scripts/docs.py

baselines: tools  ## Write anew what the contract tests pin: query counts and the access matrix
	@$(RUN)python -m pytest tests/contract/test_access_matrix.py tests/contract/test_queries.py --rewrite-baselines $(ARGS)

pins: tools  ## Resolve the newest allowed dependencies and write their hashes
	@$(RUN)python scripts/pins.py

clean:  ## Remove all that set-up and tests made; the data in var/ stays
	@rm -rf .venv node_modules .setup .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
		test-results src/dugnad/web/static/built src/dugnad/web/collected
	@find src -name '*.mo' -delete

tools:
	$(SETUP) dev
