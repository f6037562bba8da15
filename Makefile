# Directory Connector. `make` alone lists what can be done.
#
# Everything that is downloaded or built lands in bin/, .cache/ and Go's own
# caches. Debian packages are installed by those targets that need them: for
# `make desktop` what the window is built with, for `make package` also what
# packs it, for `make test` also real directory servers, a display and a
# browser (tools/install-tools.sh).

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

# The key that releases are checked with (build/identity.env).
RELEASE_KEY ?= $(shell sed -n 's/^RELEASE_KEY=//p' build/identity.env)
LDFLAGS     := -s -w -X main.version=$(VERSION) -X main.releaseKey=$(RELEASE_KEY)

DESKTOP_TAGS := desktop,production,webkit2_41

# Build and lint compile with the same settings, so that they share a cache.
# Only race tests need cgo.
export CGO_ENABLED := 0
export GOFLAGS     := -mod=readonly -trimpath -buildvcs=false

# CI has every server: a test that can't find its server fails there. On a
# laptop it is skipped.
ifeq ($(CI),true)
export TEST_MUST_RUN ?= slapd,samba,389,keyring,chromium,window,packages,container,groff,prlimit,wine
endif

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: build
build: go ## bin/bwdc: one static binary
	@go build -ldflags '$(LDFLAGS)' -o bin/bwdc ./cmd/bwdc

.PHONY: demo
ifdef UI
demo: pages build ## show in a minute what the product does, UI=1: the pages in a browser
	@bin/bwdc demo --ui
else
demo: build
	@bin/bwdc demo
endif

.PHONY: desktop
desktop: go tools-build pages ## bin/directory-connector: the desktop app
	@CGO_ENABLED=1 go build -tags $(DESKTOP_TAGS) -ldflags '$(LDFLAGS)' -o bin/directory-connector .

.PHONY: package
package: tools-package pages build desktop ## dist/: installers for Linux and Windows
	@VERSION=$(VERSION) RELEASE_KEY=$(RELEASE_KEY) tools/package.sh

.PHONY: image
image: go pages ## dist/: the container image for amd64 and arm64, Compose file, Helm chart
	@VERSION=$(VERSION) tools/image.sh

# What a newcomer gets is tested: the programs and packages of this checkout,
# with their pages.
.PHONY: test
test: tools-build tools-package tools-test pages lint static package ## install what the tests need, then everything that CI runs
	@tools/pages.sh check
	@echo '== chart and image'
	@go test -C build/container ./...
	@echo '== tests'
	@CGO_ENABLED=1 GOFLAGS='-mod=readonly -buildvcs=false' go test -race -shuffle=on -timeout=60m ./...

.PHONY: lint
lint: go ## formatting, vet for all systems, golangci-lint, tidy modules, known vulnerabilities
	@tools/lint.sh $(GOLANGCI_LINT_VERSION) $(GOVULNCHECK_VERSION)

.PHONY: bench
bench: tools-test build desktop ## speed and memory beside the floor (ldapsearch), as tables
	@go run ./backend/bench -bwdc bin/bwdc

.PHONY: clean
clean: ## remove what the other targets made here
	@rm -rf bin dist .cache frontend/node_modules frontend/pictures frontend/test-results
	@find frontend/dist -mindepth 1 ! -name .gitkeep -delete

# Parts of the targets above.

.PHONY: go
go:
	@tools/check-go.sh

.PHONY: pages
pages:
	@tools/pages.sh build

.PHONY: tools-build tools-package tools-test
tools-build tools-package tools-test:
	@tools/install-tools.sh $(@:tools-%=%)

.PHONY: static
static: build
	@tools/check-static.sh bin/bwdc
