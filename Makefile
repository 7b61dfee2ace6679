# From nothing to the whole site: make run. From nothing to every proof: make test.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
# Where nothing may be kept compiled, each of the hundred processes of a test run compiles all libraries anew.
unexport PYTHONDONTWRITEBYTECODE
STRICT := programmes/registry gateway/search gateway/accounts
COMPILE := $(BIN)/uv pip compile pyproject.toml --extra production --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: setup needs run test leaks check bench lock

setup:
	@$(PYTHON) scripts/setup.py

needs: setup
	@$(BIN)/python -m scripts.needs

run: setup
	@PORT=$(PORT) exec $(BIN)/python -m scripts.run

test: setup needs check
	$(BIN)/python -m pytest -p tests.measuring -n 2 --dist loadgroup --reach-at-least 95 --durations=10

leaks: setup
	LEAK_CHANGES=10000 $(BIN)/pytest tests/search/test_leaks.py

check: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy $(STRICT)
	$(BIN)/python manage.py check --settings tests.settings
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings

bench: setup
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.refresh
	@$(BIN)/python -m bench.scale
	@$(BIN)/python -m bench.bodies
	@$(BIN)/python -m bench.judged
	@$(BIN)/python -m bench.search

lock: setup
	$(COMPILE) -o requirements.txt
	$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt
