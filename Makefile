# Directory Connector. `make` alone lists what can be done.
#
# Everything that is downloaded or built lands in bin/, .cache/ and Go's own
# caches; only `make test` asks for more: it installs Debian packages of real
# directory servers (tools/install-test-servers.sh).

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Pinned: a linter's new opinion arrives in a commit, not in the night.
GOLANGCI_LINT_VERSION := v2.15.0
GOVULNCHECK_VERSION   := v1.9.0

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# Go where the README says to install it, and the servers, which the shell of
# a person does not know on Debian.
export PATH := $(PATH):/usr/local/go/bin:/usr/sbin:/sbin

# Build and lint compile with the same settings, so that they share a cache.
# Only race tests need cgo.
export CGO_ENABLED := 0
export GOFLAGS     := -mod=readonly -trimpath -buildvcs=false

# CI has every server: a test that can't find its server fails there. On a
# laptop it is skipped.
ifeq ($(CI),true)
export TEST_MUST_RUN ?= slapd,samba,keyring
endif

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: build
build: go ## bin/bwdc: one static binary
	@go build -ldflags '-s -w -X main.version=$(VERSION)' -o bin/bwdc ./cmd/bwdc

.PHONY: demo
demo: build ## show in a minute what the product does; needs no network and leaves nothing behind
	@bin/bwdc demo

.PHONY: test
test: servers lint static ## install what the tests need, then everything that CI runs
	@echo '== tests'
	@CGO_ENABLED=1 GOFLAGS='-mod=readonly -buildvcs=false' go test -race -shuffle=on -timeout=20m ./...

.PHONY: lint
lint: go ## formatting, vet for all systems, golangci-lint, tidy modules, known vulnerabilities
	@tools/lint.sh $(GOLANGCI_LINT_VERSION) $(GOVULNCHECK_VERSION)

.PHONY: bench
bench: servers build ## speed and memory beside the floor (ldapsearch), as tables
	@go run ./backend/bench -bwdc bin/bwdc

.PHONY: clean
clean: ## remove what the other targets made here
	@rm -rf bin dist .cache

# Parts of the targets above.

.PHONY: go
go:
	@tools/check-go.sh

.PHONY: servers
servers:
	@tools/install-test-servers.sh

.PHONY: static
static: build
	@tools/check-static.sh bin/bwdc
