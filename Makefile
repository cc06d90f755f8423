# make run · make test · make check · make fix · make bench
PY := .venv/bin/python
export KITH_DATA ?= $(CURDIR)/data

.PHONY: setup setup-dev run test check fix bench screenshots lock

setup: .venv/.setup-app
setup-dev: .venv/.setup-dev

.venv/bin/python:
	@python3 -c 'import sys; sys.exit("Kith needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock

.venv/.setup-app: .venv/bin/python requirements/app.lock pyproject.toml
	.venv/bin/uv pip install --quiet --require-hashes -r requirements/app.lock
	.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.setup-dev: .venv/.setup-app requirements/dev.lock
	.venv/bin/uv pip install --quiet --require-hashes -r requirements/dev.lock
	@touch $@

run: setup
	@.venv/bin/kith up

test: setup-dev
	@bash .ci/chromium
	@bash .ci/dovecot
	$(PY) -m tests.run

check: setup-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	git ls-files 'src/*.html' | xargs -r .venv/bin/djade --target-version 5.2 --check
	.venv/bin/lint-imports
	.venv/bin/mypy src/kith tests bench
	$(PY) -m django makemigrations --check --dry-run --settings kith.settings
	$(PY) -m tests.run coverage

fix: setup-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	-git ls-files 'src/*.html' | xargs -r .venv/bin/djade --target-version 5.2

bench: setup-dev
	$(PY) -m bench

screenshots: setup-dev
	$(PY) -m docs.screenshots

lock: setup-dev
	.venv/bin/uv pip compile -p 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q requirements/dev.in -o requirements/dev.lock
	.venv/bin/uv pip compile -p 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q requirements/app.in -c requirements/dev.lock -o requirements/app.lock
	.venv/bin/uv pip compile -p 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -q requirements/uv.in -o requirements/uv.lock
