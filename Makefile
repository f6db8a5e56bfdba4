PY ?= python3
BIN = .venv/bin
.PHONY: run test lint setup

setup:
	@$(PY) tools/bootstrap.py

run: setup
	@$(BIN)/hotseat $(ARGS)

test: setup
	@$(BIN)/python tools/gate.py $(ARGS)

lint: setup
	@$(BIN)/python tools/gate.py --lint
