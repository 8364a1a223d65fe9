# Tandem: `make demo` and `make test` are the two commands; both install what is missing.
.PHONY: setup fixture-tools build demo test test-long lint install clean

PREFIX ?= /usr/local
PACKAGES := libgit2-dev libsqlite3-dev libcurl4-openssl-dev libyaml-dev libexpat1-dev \
            pkg-config bubblewrap git python3 python3-pytest
# What tests of other languages need beside node, cargo and a JDK; without them those are skipped.
FIXTURE_PACKAGES := cmake golang-go mocha junit4 node-typescript
PKGCONFIG := libgit2 sqlite3 libcurl yaml-0.1 expat
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# Swift Testing runs in one process; the outer limit ends a suite that hangs.
TEST_LIMIT := 3000
# Tests start real processes: more of them at once than this only makes each wait for the others.
TEST_WIDTH := --experimental-maximum-parallelization-width 4

build: setup
	swift build -c release --static-swift-stdlib $(SWIFT_FLAGS)

setup:
	@sh scripts/setup.sh "$(PKGCONFIG)" "$(PACKAGES)"

fixture-tools:
	@sh scripts/setup.sh "" "$(FIXTURE_PACKAGES)"

demo: build
	@sh scripts/demo.sh .build/release/tandem

lint:
	swift format lint --strict -r Sources Tests Package.swift

test: setup lint
	swift build --build-tests $(SWIFT_FLAGS)
	timeout $(TEST_LIMIT) swift test --skip-build $(TEST_WIDTH)

# Long counts: fault loops, whole fixtures through real servers.
test-long: setup
	TANDEM_LONG=1 timeout 5000 swift test $(TEST_WIDTH)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 0755 .build/release/tandem "$(DESTDIR)$(PREFIX)/bin/tandem"

clean:
	rm -rf .build
