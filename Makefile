PY ?= python3
BIN = .venv/bin
.PHONY: run test content torture beyond long lint setup

setup:
	@$(PY) tools/bootstrap.py

run: setup
	@$(BIN)/hotseat $(ARGS)

test: setup
	@$(BIN)/python tools/gate.py $(ARGS)

# Every question, whatever is recorded, with the optional libraries and Spark: it takes long. ARGS=--changed for less.
content:
	@$(PY) tools/bootstrap.py --engines
	@HOTSEAT_CONTENT=all $(BIN)/python tools/content.py $(ARGS)
	@HOTSEAT_CONTENT=all $(BIN)/python -m pytest -q tests/unit/test_engines_in_the_sandbox.py tests/unit/test_calibration.py \
		tests/unit/test_conversation_laws.py tests/unit/test_judge_torch.py tests/end_to_end/test_debriefs_page.py

# What would take a session away, done on purpose and at length: under three quarters of an hour. ARGS=--short for a tenth.
torture: setup
	@$(BIN)/python tools/torture.py $(ARGS)

# All of the tests, also those that a run of `make test` leaves out: what is marked long, and screens whose turn is another day.
long: setup
	@HOTSEAT_LONG=1 $(BIN)/python tools/gate.py $(ARGS)

# The browser, kernels on a server, a cluster that judges: for real, on this machine. ARGS="-k serve" for a part.
beyond:
	@$(PY) tools/bootstrap.py --beyond
	@$(BIN)/pyright cli/web
	@HOTSEAT_BEYOND=1 $(BIN)/python -m pytest -q -o timeout=600 tests/beyond $(ARGS)

lint: setup
	@$(BIN)/python tools/gate.py --lint
