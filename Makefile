# Every target brings its own needs: a fresh Debian with Python 3.11 and make is enough.
.PHONY: help run test crash bench lint freeze

help:
	@echo "make run     open Stellwerk on the bookshop example; without a display, do the same job in the terminal"
	@echo "make test    run all tests"
	@echo "make crash   kill the program 1,000 times while it works, and print what became of the messages"
	@echo "make bench   measure speed and memory, and print the figures beside the goals"
	@echo "make lint    check style, types, layers and spelling"
	@echo "make freeze  build the program that runs without Python into dist/stellwerk, and let it test itself"

run:
	@.ci/setup
	@.venv/bin/stellwerk

test:
	@.ci/setup
	@.venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile

crash:
	@.ci/setup
	@STELLWERK_KILLS=$${STELLWERK_KILLS:-1000} .venv/bin/python -m pytest -q -p no:randomly tests/crash

bench:
	@.ci/setup
	@.venv/bin/python -m tests.bench

lint:
	@.ci/setup
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .
	@.venv/bin/python -m pyright --project pyproject.toml
	@.venv/bin/python .venv/bin/lint-imports --no-logo
	@.venv/bin/python -m codespell_lib

freeze:
	@.ci/setup --freeze
	@.venv/bin/python -m PyInstaller --noconfirm --log-level WARN build.spec
	@dist/stellwerk/stellwerk self-test
