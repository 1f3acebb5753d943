# Everything starts here: `make run` and `make test` do all the set-up themselves.

PYTHON ?= python3
BIN := .venv/bin
# One process drives the browser; the others take the rest, a file at a time.
# One more than there are cores: a test often waits, for a browser or for PostgreSQL.
WORKERS := --numprocesses $(shell expr $$(nproc) + 1) --maxprocesses 4 --no-loadscope-reorder

.PHONY: run test check bench lock setup setup-dev system clean help

help:
	@echo "make run    set up what is missing, then serve on http://127.0.0.1:8000"
	@echo "make test   set up what is missing, then run every test, browser tests included"
	@echo "make check  lint, types, import contracts, and a look inside the wheel"
	@echo "make bench  a synthetic nation, and every figure beside its peer"

run: setup
	@exec $(BIN)/eplan up

test: setup-dev
	node --test tests/js/
	$(BIN)/pytest $(WORKERS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python bin/look-in-wheel

bench: setup-dev .setup/bench
	$(BIN)/python -m tests.bench

setup: system .setup/run .setup/browser-packages

setup-dev: setup .setup/dev

system:
	@bin/system-packages

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.setup/run: .venv/bin/pip requirements/run.txt setup.cfg pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p .setup && touch $@

.setup/dev: .setup/run requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@mkdir -p .setup && touch $@

.setup/bench: requirements/bench.txt
	test -x .venv-bench/bin/pip || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	@mkdir -p .setup && touch $@

.setup/browser-packages: package-lock.json bin/vendor.mjs
	npm ci --no-audit --no-fund --loglevel=error
	@mkdir -p .setup && touch $@

# Pin the newest versions that fit together; the files hold hashes and no index's address.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --upgrade

lock: .venv/bin/pip
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) --output-file requirements/run.txt requirements/run.in setup.cfg
	$(COMPILE) --output-file requirements/dev.txt requirements/dev.in
	$(COMPILE) --output-file requirements/bench.txt requirements/bench.in

clean:
	rm -rf .venv .venv-bench .setup node_modules webmap/static/vendor build dist *.egg-info
