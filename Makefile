# Everything here is thin: the work is done by ./mvnw and the scripts in tools/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
MVN := ./mvnw -B -ntp

# Sets JAVA_HOME or stops with one line that says what to install.
jdk = JAVA_HOME=$$(tools/jdk.sh) || exit 1; export JAVA_HOME

.PHONY: help build demo test check bench fmt soak image clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

build: ## Leave bin/atlas and bin/atlas-operator, and in target/dist what the image holds
	@$(jdk)
	tools/build.sh

demo: ## Run the operator on a throwaway control plane with PostgreSQL and SQLite, and show it at work
	@$(jdk)
	tools/demo.sh

test: ## Run all tests on a real control plane and real databases (ALLOW_SKIP=name,... for what cannot be had)
	@$(jdk)
	tools/test.sh

check: ## Formatting, compilation with Error Prone and NullAway, architecture rules, what is shipped: no servers needed
	@$(jdk)
	$(MVN) -q spotless:check test-compile cyclonedx:makeBom@sbom
	$(MVN) -q surefire:test -Dtest='ArchitectureTest,DependenciesTest'

bench: ## Measure what docs/benchmarks.md records
	@$(jdk)
	tools/bench.sh

fmt: ## Format the sources
	@$(jdk)
	$(MVN) -q spotless:apply

soak: ## Run the long tests: kills and properties at full count (SOAK_KILLS=, SOAK_TRIES=, SOAK_PAIRS=, SOAK_SEED=)
	@$(jdk)
	tools/test.sh soak

image: ## Build the container image with Docker (IMAGE=name:tag)
	@command -v docker >/dev/null || { echo "Docker is needed to build the image: install it" >&2; exit 1; }
	docker build -t "$${IMAGE:-atlas-operator:dev}" .

clean: ## Remove what the build left (the cache of built tools stays)
	@rm -rf target bin
