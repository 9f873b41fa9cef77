# `make help` lists what there is to do. A fresh machine needs Python 3.11 or newer (with venv) and make.

PYTHON ?= python3
VENV ?= .venv
HOST ?= $(or $(QUOTES_HOST),127.0.0.1)
PORT ?= $(or $(QUOTES_PORT),8080)
BUILD ?= build
# An extra package index to take torch from, such as https://download.pytorch.org/whl/cpu: the wheel on the default
# index brings gigabytes of CUDA on x86-64 Linux.
TORCH_INDEX ?=
PYTEST_ARGS ?=

BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet \
	$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
PIP_COMPILE := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --annotation-style=line \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options
# The CPU and the CUDA build of torch share one pin; CUDA's packages come along with the latter by themselves.
TIDY := sed -i -E -e '/^(nvidia-|cuda-|triton|pip==)/d' -e 's/^(torch==[0-9.]+)\+[a-z0-9]+/\1/'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- setting up -------------------------------------------------------------------------------------------------------

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.txt | $(BIN)/python
	$(PIP_INSTALL) -r requirements.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.txt requirements-dev.txt | $(BIN)/python
	$(PIP_INSTALL) -r requirements.txt -r requirements-dev.txt -e .
	@touch $@ $(VENV)/.installed

# What others bring to read the contract: generators of clients. Without it their tests are skipped.
CONSUMERS := $(VENV)/consumers
$(CONSUMERS)/.installed: requirements-consumers.txt | $(BIN)/python
	$(PYTHON) -m venv $(CONSUMERS)
	$(CONSUMERS)/bin/python -m pip install --disable-pip-version-check --quiet -r requirements-consumers.txt
	@touch $@

# Ray, pyarrow and DuckDB are large, and only archives and readers on Ray need them.
$(VENV)/.installed-archive: requirements-archive.txt $(VENV)/.installed-dev
	$(PIP_INSTALL) -r requirements-archive.txt
	@touch $@

.PHONY: install install-dev install-consumers install-archive hooks
install: $(VENV)/.installed ## make .venv with what the service runs on
install-dev: $(VENV)/.installed-dev ## make .venv with the tools for tests and checks too
install-consumers: $(CONSUMERS)/.installed ## install the generators of clients that tests try the contract with
install-archive: $(VENV)/.installed-archive ## and what `quotes archive` runs on
hooks: install-dev ## run the checks before every commit
	$(BIN)/pre-commit install

# --- running ----------------------------------------------------------------------------------------------------------

.PHONY: run
run: install ## serve on 127.0.0.1:8080 (PORT=, HOST=; QUOTES_* in the environment)
	QUOTES_HOST=$(HOST) QUOTES_PORT=$(PORT) $(BIN)/quotes serve

# Articles of the sample.
SAMPLE ?= 100

.PHONY: archive-demo
archive-demo: install-archive ## read a sample archive, tell who is quoted, write build/archive/report.html (SAMPLE=)
	$(BIN)/python -m evaluation.sample_archive --articles $(SAMPLE) $(BUILD)/archive/articles.jsonl
	$(BIN)/quotes archive --part 10 $(BUILD)/archive/articles.jsonl $(BUILD)/archive/output
	$(BIN)/quotes archive report $(BUILD)/archive/output --gender --rows 5
	$(BIN)/quotes archive report $(BUILD)/archive/output --gender --html $(BUILD)/archive/report.html

# --- checking ---------------------------------------------------------------------------------------------------------

.PHONY: test lint lint-python lint-scripts lint-php format
test: lint install-consumers ## all checks and tests (PYTEST_ARGS=...)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: test-archive
test-archive: install-archive ## the tests of archives and of readers on Ray: some minutes, and a machine that is not busy
	$(BIN)/python -m pytest tests/archive tests/contract/test_ray.py tests/examples/test_notebook.py tests/model/test_archive.py

lint: lint-python lint-scripts lint-php ## style, types and the direction of imports

# radon ranks by letters and never fails; a C is 11 to 20, and 15 the most that a function of the service may have.
ABOVE_MOST_COMPLEX := awk -F '[()]' \
	'/^[^ ]/ { file = $$0 } /^ / && $$(NF - 1) > 15 { print file ":" $$0; found = 1 } END { exit found }'

lint-python: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/radon cc --show-complexity --min C service | $(ABOVE_MOST_COMPLEX)

# Without Node or PHP all else can be worked on, so then these only say what they left out.
node_modules/.installed: package.json package-lock.json .npmrc
	npm ci
	@touch $@

NODE_READY := $(and $(shell command -v npm),$(shell node -p \
	'const [major, minor] = process.versions.node.split(".").map(Number); major > 20 || (major === 20 && minor > 18) ? 1 : ""' \
	2>/dev/null))
PHPCS := $(shell command -v phpcs)

lint-scripts: $(if $(NODE_READY),node_modules/.installed)
	$(if $(NODE_READY),npm run --silent lint,@echo 'The scripts are not checked: that takes Node 20.19 or newer, with npm.')

lint-php:
	$(if $(PHPCS),phpcs,@echo 'The PHP is not checked: that takes PHP_CodeSniffer (apt-get install php-codesniffer).')

format: install-dev ## put the code into the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# --- measuring --------------------------------------------------------------------------------------------------------

.PHONY: quality picture bench load
QUALITY_ARGS = $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(REPORTS),--reports $(REPORTS)) \
	$(if $(NEWSROOM),--newsroom $(NEWSROOM)) $(if $(POLNEAR),--polnear $(POLNEAR)) $(if $(GUM),--gum $(GUM)) \
	$(if $(GOLD),--gold $(GOLD)) $(if $(ERRORS),--errors $(ERRORS)) $(if $(LIMIT),--limit $(LIMIT)) $(if $(ONLY),--only $(ONLY))

quality: install-dev ## score the attributions (ARTICLES=, REPORTS=, NEWSROOM=, POLNEAR=, GUM=, GOLD=, ONLY=, LIMIT=, ERRORS=)
	$(BIN)/python -m benchmarks.quality --cache $(BUILD)/parses $(QUALITY_ARGS)

picture: install-dev ## make the README's picture: a screenshot of the page (needs Chromium)
	$(BIN)/python docs/images/picture.py

bench: install-dev ## words a second, by stage, beside a plain Stanza pipeline; memory; latency; batches
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.batch

load: install-dev ## measure every promise of running the service (LOAD_ARGS="--minutes 10 --only steady")
	$(BIN)/python -m benchmarks.load $(LOAD_ARGS)

# --- keeping house ----------------------------------------------------------------------------------------------------

.PHONY: lock sbom audit image clean
lock: install-dev ## pin requirements*.in with everything underneath (LOCK_ARGS=--upgrade for newer ones)
	$(PIP_COMPILE) $(LOCK_ARGS) --output-file=requirements.txt requirements.in
	$(TIDY) requirements.txt
	$(PIP_COMPILE) $(LOCK_ARGS) --output-file=requirements-dev.txt requirements-dev.in
	$(TIDY) requirements-dev.txt
	$(PIP_COMPILE) $(LOCK_ARGS) --output-file=requirements-archive.txt requirements-archive.in
	$(TIDY) requirements-archive.txt
	$(PIP_COMPILE) $(LOCK_ARGS) --output-file=requirements-consumers.txt requirements-consumers.in
	$(TIDY) requirements-consumers.txt

sbom: install-dev ## write what the service is made of to build/sbom.json (CycloneDX)
	@mkdir -p $(BUILD)
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file $(BUILD)/sbom.json \
		requirements.txt

audit: install-dev ## ask PyPI what is known against the pins (needs the network)
	$(BIN)/pip-audit --no-deps --disable-pip --requirement requirements.txt

image: ## build the container image
	docker build --tag quotes .

clean: ## remove what the other targets made, .venv too
	rm -rf $(VENV) $(BUILD) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
