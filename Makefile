PYTHON ?= python3
BIN = .venv/bin
FILES = content/questions/first.csv content/questions/second.csv

.PHONY: run test check format bench bench-figures compare lock clean

run: .venv/run ## start the bot, or without BOT_TOKEN the simulator at http://127.0.0.1:8081
	@$(BIN)/python main.py

test: .venv/dev ## the whole suite, on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -q

check: .venv/dev ## lint, format, types, content
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python main.py check

format: .venv/dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/dev ## throughput, latency, CPU and memory beside a bare echo bot
	@$(BIN)/python -m tests.bench

bench-figures: .venv/dev ## /capaian with a million sessions of ten years, on SQLite and PostgreSQL
	@$(BIN)/python -m tests.bench.figures

compare: .venv/compare ## how well questions are understood, beside four usual ways
	@$(BIN)/python -m tests.bench.understanding $(FILES)

lock: .venv/dev ## write the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade -o requirements.txt pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade --group dev -o requirements-dev.txt pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade --group dev --group compare -o requirements-compare.txt pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/compare: requirements-compare.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-compare.txt
	@touch $@
