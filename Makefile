# Everything a person does with a checkout. Each target brings what it needs; nothing has to be installed first but
# git, make, some Python 3 and a way to the package registries.
.DEFAULT_GOAL := help
.PHONY: help run chat parse train test lint eval near lock clean

BOOTSTRAP := sh launch/bootstrap.sh
DATA := $(wildcard tests/nlu/held_out/*.jsonl)
CONFIG :=

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing, train if needed, start everything; Ctrl-C stops it
	@$(BOOTSTRAP) run

chat: ## Talk to the assistant in this terminal (starts everything if it is not running)
	@$(BOOTSTRAP) chat

parse: ## Show what the assistant understands: make parse TEXT="我的快递到哪了"
	@$(BOOTSTRAP) parse "$$TEXT"

train: ## Train the model if its data changed
	@$(BOOTSTRAP) train

test: ## Lint, validate the data, train if needed, run every test
	@$(BOOTSTRAP) test

lint: ## Ruff and mypy over both halves
	@$(BOOTSTRAP) lint

eval: ## Measure the understanding on messages it has not seen: make eval [DATA=file.jsonl] [CONFIG="a.yml b.yml"]
	@$(BOOTSTRAP) eval $(DATA:%=--data %) $(CONFIG:%=--config %) --report .suda/eval/report.md --picture .suda/eval/confusions.png

near: ## Before adding a sentence: the nearest ones, and what the model says now: make near TEXT="…"
	@$(BOOTSTRAP) near "$$TEXT"

lock: ## Pin requirements/*.in anew into requirements/*.txt
	@$(BOOTSTRAP) lock

clean: ## Remove environments, models, logs, secrets and the embedded database
	@$(BOOTSTRAP) clean
