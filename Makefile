.PHONY: check test
check:
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports && .venv/bin/python manage.py check && .venv/bin/python manage.py makemigrations --check --dry-run
test: check
	.venv/bin/pytest
