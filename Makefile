# What can be done here? `make help` lists it.
#
# Everything installs what it needs from the distribution's packages when it is
# missing: as root directly, otherwise through sudo. cargo itself is expected.

SHELL      := /bin/bash
CMD        ?= ls -l /etc/hostname
PREFIX     ?= /usr/local
TARGET     := $(or $(CARGO_TARGET_DIR),target)
BIN        := $(TARGET)/release/beetrace
SUDO       := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# Only the tests and benchmarks themselves run as root: cargo starts them through this.
RUNNER     := $(if $(SUDO),CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER="sudo -E")

BUILD_DEPS := clang libelf-dev zlib1g-dev pkg-config make gcc
TEST_DEPS  := strace jq gcc-multilib util-linux procps
VM_DEPS    := qemu-system-x86 busybox-static
BENCH_DEPS := strace linux-perf git

.PHONY: help run build test test-vm fuzz bench picture check deps test-deps vm-deps bench-deps install uninstall clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 18

run: build ## build, then trace a command: make run CMD='ls -l /etc'
	$(SUDO) $(BIN) $(CMD)

build: deps ## the release binary
	cargo build --release --locked

test: deps test-deps ## every test; the live ones trace programs on this kernel
	$(RUNNER) cargo test --release --locked --no-fail-fast

test-vm: build vm-deps ## the live tests on Debian's kernels 5.10, 6.1, 6.12 and 7.2 in emulated machines
	tests/vm/live.sh

# Each property so many times; what takes more memory than a recording may (KiB) ends it.
FUZZ_CASES  := 20000
FUZZ_MEMORY := 4194304

fuzz: deps ## recordings that are damaged or mean harm: reader, tracer, text and JSON; make fuzz FUZZ_CASES=1000 for a short one
	cargo test --release --locked --lib --no-run
	ulimit -v $(FUZZ_MEMORY) && PROPTEST_CASES=$(FUZZ_CASES) cargo test --release --locked --lib -- replay:: recording:: wire::

bench: build bench-deps ## calls lost, memory, elapsed times, ns per call beside strace and perf trace; lines a second
	$(RUNNER) cargo bench --locked

picture: build ## the README's picture of coloured output, drawn from what is printed here
	cd / && $(SUDO) env LC_ALL=C $(abspath $(BIN)) -o '|awk -f $(CURDIR)/tests/picture/ansi-to-svg.awk >$(CURDIR)/tests/picture/colours.svg' \
	  --color=always -y -s 16 -e trace=openat,newfstatat,read,close head -c 4 /etc/passwd /nowhere >/dev/null 2>&1 || [ $$? = 1 ]

check: deps ## formatting and lints
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings

# $(call install-missing,PACKAGES): only what dpkg does not know as installed, so that no network is needed twice.
define install-missing
	@missing=; for package in $(1); do \
	  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if ! command -v apt-get >/dev/null; then echo "install these first:$$missing" >&2; exit 1; fi; \
	  echo "installing$$missing"; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

deps:
	$(call install-missing,$(BUILD_DEPS))
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust (rustup.rs or the package cargo) first" >&2; exit 1; }

test-deps:
	$(call install-missing,$(TEST_DEPS))

vm-deps:
	$(call install-missing,$(VM_DEPS))

bench-deps:
	$(call install-missing,$(BENCH_DEPS))

install: build ## the binary (stripped), its man page and the shells' completions under PREFIX
	cargo run --release --locked --example assets -- $(TARGET)/assets
	install -D -s -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/beetrace
	install -D -m 644 $(TARGET)/assets/beetrace.1 $(DESTDIR)$(PREFIX)/share/man/man1/beetrace.1
	install -D -m 644 $(TARGET)/assets/beetrace.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/beetrace
	install -D -m 644 $(TARGET)/assets/_beetrace $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_beetrace
	install -D -m 644 $(TARGET)/assets/beetrace.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/beetrace.fish

uninstall: ## what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/beetrace $(DESTDIR)$(PREFIX)/share/man/man1/beetrace.1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/beetrace \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_beetrace \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/beetrace.fish

clean: ## what was built
	cargo clean
