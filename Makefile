# The commands of developers and operators; `make` alone lists them. The work is in host/bin/*.sh, which on Debian
# and Ubuntu install what is missing when run as root, and elsewhere say what that is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Prerequisites are in order: models are fetched with the Python of the environment made before.
.NOTPARALLEL:

VENV := .venv
TEST_VENV := .venv-test
HOST_VENV := .venv-host
BENCH_VENV := .venv-bench
TRAIN_VENV := .venv-train
SUPERSET_VENV := .venv-superset
POSTGREST := tests/support/postgrest
MODELS := services/ocr/models
OCR := services/ocr
# For PYTHONPATH: the service, and what it has in common with the others.
OCR_PATH := $(OCR)/src:services/shared/src
OCR_LOCKS := $(OCR)/requirements.lock $(OCR)/requirements-models.lock
# The reference engine comes first: its OpenCV wants a graphics stack, and is replaced by the service's own.
TEST_LOCKS := $(OCR)/requirements-paddleocr.lock $(OCR_LOCKS) tests/requirements.lock

# chromium: the test of the page for people. curl, iproute2, procps: hosts in network namespaces. slowhttptest: attacks.
# jq: what clients read answers with. openssh-client: servers to provision. gpg, gpg-agent, mmdebstrap: installed
# at need as well, but there two workers at once would meet apt's lock.
INTEGRATION_PACKAGES := chromium curl gpg gpg-agent iproute2 jq mmdebstrap openssh-client procps slowhttptest
# A cluster of the add-on's tests; its server binaries are all that is used.
DATABASE_PACKAGES := postgresql
# The receipt generator knows the packages of its fonts.
FONT_PACKAGES = $$(PYTHONPATH=$(OCR_PATH) $(TEST_VENV)/bin/python -c 'from tests.support.receipts.fonts import PACKAGES; print(*PACKAGES)')
need := . host/lib/apt.sh && apt_need
# Labelled receipts are no part of the repository: a folder for each set of them (docs/accuracy.md).
RECEIPTS_DIR := $(or $(RECEIPTS_DIR),data/receipts)
export RECEIPTS_DIR
labelled := $(wildcard $(RECEIPTS_DIR)/*/labels.jsonl)
need_labelled = test -n "$(labelled)" || { echo "no labelled receipts in $(RECEIPTS_DIR): make receipts fetches some, \
	RECEIPTS_DIR=folder names others (docs/accuracy.md)" >&2; exit 2; }
# A file stays in one process: its containers serve all of its tests. The longest come first, by tests/*/conftest.py.
pytest = $(TEST_VENV)/bin/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 10

# One lock for every Python that the service is meant to run on.
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(CURDIR)/$(TEST_VENV)/bin/uv pip compile --quiet \
	--universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade)
sources = git ls-files -z --cached --others --exclude-standard --

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^##@ / { printf "\n%s\n", substr($$0, 5) } /^(# )?[A-Za-z0-9 -]+:.*## / { \
		sub("^# ", ""); gsub(" ", "|", $$1); printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Run the appliance
.PHONY: up down logs status
up: ## install what is missing, build, start, and read a sample receipt through TLS; IMAGES=file builds nothing
	@host/bin/up.sh $(if $(IMAGES),--images "$(IMAGES)")

.PHONY: export
export: ## write the built images to a file, for a server that should not build: make export FILE=images.tar
	@test -n "$(FILE)" || { echo "no file: say make $@ FILE=images.tar" >&2; exit 2; }
	docker compose config --images | sort --unique | xargs docker save --output "$(FILE)"

down: ## stop the appliance; its certificates, keys, bans and logs are kept
	docker compose down

logs: ## follow the logs; SERVICE=nginx for one service
	docker compose logs --follow --tail 100 $(SERVICE)

status: ## show on one screen services, readiness, certificate, traffic of the last hour, bans, memory, disk, alerts
	@host/bin/status.sh

.PHONY: gates
gates: ## judge the appliance by its eight acceptance gates; JSON=1 for programs
	@host/bin/gates.sh $(if $(JSON),--json) $(ARGS)

.PHONY: alert-test
alert-test: ## send a test message to every configured channel, and say which of them accepted it
	@docker compose exec -T healthcheck python3 -m healthcheck.alerts

.PHONY: requests restart rollback free-disk backup restore
# services/nginx/README.md names the columns.
requests: ## show the last 50 requests for a receipt, as nginx logs them; STATUS=5 or STATUS=429 for only those
	@docker compose exec -T nginx awk -v status="$(STATUS)" '$$4 == "ocr" && index($$3, status) == 1' \
		/var/log/nginx/ocr.access.log | tail -n 50

restart: ## restart one service and wait until it is healthy: make restart SERVICE=ocr
	@test -n "$(SERVICE)" || { echo "no service: say make $@ SERVICE=ocr" >&2; exit 2; }
	docker compose restart $(SERVICE)
	docker compose up --detach --wait --wait-timeout 180 --no-build --no-recreate --no-deps $(SERVICE)

rollback: ## go back to the images that ran before the last update
	@host/bin/rollback.sh

free-disk: ## show what fills the disk; remove images of former versions and build cache not used for a week
	docker system df
	. host/lib/compose.sh && docker image prune --force --filter "label=com.docker.compose.project=$$(project_name)"
	docker builder prune --force --filter until=168h
	df --human-readable .

ifeq ($(origin BACKUP_PASSPHRASE),command line)
$(error every user of this machine sees a passphrase after make: give it before, or as BACKUP_PASSPHRASE_FILE=file)
endif
backup: ## write settings, certificates, bans and keys to one file; FILE=name, BACKUP_PASSPHRASE_FILE=file encrypts
	@host/bin/backup.sh $(if $(FILE),"$(FILE)")

restore: ## restore a file written by make backup, and start: make restore FILE=name; FORCE=1 replaces existing data
	@host/bin/restore.sh "$(FILE)"

##@ Certificates, bans, keys
.PHONY: cert-status cert-renew bans ban unban
cert-status: ## show the certificate: names, issuer, days left, next renewal, last attempts
	@docker compose exec -T certbot cert-status

cert-renew: ## renew the certificate if it is due; ARGS=--dry-run rehearses, ARGS=--force renews at once
	@docker compose exec -T certbot cert-renew $(ARGS)

bans: ## list who is banned, why, and for how much longer
	@docker compose exec -T fail2ban bans

ban unban: ## ban or unban an address: make ban IP=203.0.113.7
	@test -n "$(IP)" || { echo "no address: say make $@ IP=203.0.113.7" >&2; exit 2; }
	@docker compose exec -T fail2ban $@ "$(IP)"

.PHONY: key key-revoke keys keys-open
key key-revoke: ## make or revoke a client's key: make key NAME=odoo prints it, once
	@test -n "$(NAME)" || { echo "no name: say make $@ NAME=odoo" >&2; exit 2; }
	@docker compose exec -T ocr python -m ocr.keys $(if $(filter key,$@),create,revoke) "$(NAME)"

keys: ## list the keys: name, made, last use, requests today, limit
	@docker compose exec -T ocr python -m ocr.keys list

keys-open: ## revoke all keys and require none: the service is open to the world
	@docker compose exec -T ocr python -m ocr.keys open

##@ The server
.PHONY: host host-check host-vars
ifdef HOST
inventory := --inventory '$(lastword $(subst @, ,$(HOST))),' $(if $(findstring @,$(HOST)),--user '$(firstword $(subst @, ,$(HOST)))')
else
inventory := --inventory localhost, --connection local
endif
playbook = cd host/ansible && $(CURDIR)/$(HOST_VENV)/bin/ansible-playbook site.yml $(inventory)
host: host-vars $(HOST_VENV)/.complete ## turn a bare server into the hardened appliance: make host HOST=root@203.0.113.7; without HOST, this one
	$(playbook) $(ARGS)

host-check: host-vars $(HOST_VENV)/.complete ## show what make host would change
	$(playbook) --check --diff $(ARGS)

# An operator's own, which git ignores and so has not moved with the playbooks.
host-vars:
	@test ! -e host/host_vars || { echo "host/host_vars is no longer read: mv host/host_vars host/ansible/" >&2; exit 2; }

##@ A cluster
.PHONY: cluster-init cluster-join cluster-scale cluster-status cluster-drain cluster-leave
cluster-init: ## have other machines read for this one (docs/cluster.md); ADDRESS=10.0.0.1, its own in their network
	@host/bin/cluster/init.sh $(ADDRESS)

cluster-join: host-vars $(HOST_VENV)/.complete ## harden another machine, and have it ready for readers: make cluster-join HOST=root@10.0.0.2
	@test -n "$(HOST)" || { echo "no machine: say make $@ HOST=root@10.0.0.2" >&2; exit 2; }
	@host/bin/cluster/harden.sh "$(HOST)" $(ARGS)
	@host/bin/cluster/join.sh "$(HOST)"

cluster-scale: ## have so many readers on the other machines: make cluster-scale N=2; N=0 for none
	@host/bin/cluster/scale.sh "$(N)"

cluster-status: ## show the machines, and each reader: version, memory, requests there, receipts a second
	@host/bin/cluster/status.sh

cluster-drain: ## let a machine finish what it reads, for a restart of it: make cluster-drain NODE=reader-1; BACK=1 afterwards
	@BACK="$(BACK)" host/bin/cluster/drain.sh "$(NODE)"

cluster-leave: $(if $(NODE),host-vars $(HOST_VENV)/.complete) ## go back to one machine; NODE=reader-1 takes out only that one
	@host/bin/cluster/leave.sh "$(NODE)"
	@$(if $(NODE),host/bin/cluster/harden.sh)

##@ Without Docker
.PHONY: serve ocr
serve: $(VENV)/.complete $(MODELS)/.complete ## run the OCR service alone on 127.0.0.1:8100, without Docker
	PYTHONPATH=$(OCR_PATH) $(VENV)/bin/gunicorn --config services/ocr/gunicorn.conf.py --bind 127.0.0.1:8100 ocr.wsgi:app

ocr: $(VENV)/.complete $(MODELS)/.complete ## print one receipt as JSON, without Docker: make ocr FILE=receipt.jpg
	@test -f "$(FILE)" || { echo "no such file: '$(FILE)'. Say make ocr FILE=receipt.jpg" >&2; exit 2; }
	@PYTHONPATH=$(OCR_PATH) $(VENV)/bin/python -m ocr "$(FILE)"

.PHONY: explain
explain: $(VENV)/.complete $(MODELS)/.complete ## say how each field of a receipt was decided: make explain FILE=receipt.jpg
	@test -f "$(FILE)" || { echo "no such file: '$(FILE)'. Say make explain FILE=receipt.jpg" >&2; exit 2; }
	@PYTHONPATH=$(OCR_PATH) $(VENV)/bin/python -m ocr explain "$(FILE)"

##@ The client
.PHONY: client client-models
CLIENT := clients/python
# Dependencies of httpx on Python 3.10 to 3.12; all are pure Python, so the folder is good for every platform.
OLDER_PYTHONS := exceptiongroup typing_extensions
# pip: pipx 1.7 first reinstalls it for its environments, with the options it is given, or fails.
client: $(TEST_VENV)/.complete ## build the client's wheel in clients/python/dist, with everything that an installation needs offline
	rm -rf $(CLIENT)/dist
	cd $(CLIENT) && $(CURDIR)/$(TEST_VENV)/bin/python -m hatchling build --target wheel
	$(TEST_VENV)/bin/pip download --quiet --disable-pip-version-check --dest $(CLIENT)/dist \
		--find-links $(CLIENT)/dist 'receipt-ocr-client[program]' $(OLDER_PYTHONS) pip

client-models: $(TEST_VENV)/.complete ## generate the client's types from the service's OpenAPI document
	PYTHONPATH=$(OCR_PATH) $(TEST_VENV)/bin/python $(CLIENT)/generate_models.py > $(CLIENT)/models.py.new
	mv $(CLIENT)/models.py.new $(CLIENT)/src/receipt_ocr_client/models.py

##@ Measure and learn
.PHONY: receipts
receipts: ## put the public receipts of SROIE where the targets below look for labelled ones: SROIE_URL=https://... [SROIE_SHA256=...], or SROIE_DIR=folder
	@python3 -m bench.fetch_sroie

.PHONY: bench
bench: $(TEST_VENV)/.complete $(MODELS)/.complete $(BENCH_VENV)/.complete ## compare with peers, load the service, profile a reading, with labelled receipts; writes docs/performance.md
	@$(need_labelled)
	$(need) tesseract-ocr
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	docker compose build --quiet ocr
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.peers --write
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.service --write
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.profile --write

.PHONY: soak
soak: $(TEST_VENV)/.complete ## run mixed clients against the whole appliance for an hour or two: what grew, was lost or was wrong; RECEIPTS=10000, writes docs/endurance.md
	$(need) iproute2 $(FONT_PACKAGES)
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.soak --receipts $(or $(RECEIPTS),10000) --write \
		$(if $(SAMPLES),--samples $(SAMPLES)) $(if $(REPORT_FROM),--report-from $(REPORT_FROM))

.PHONY: accuracy learn
accuracy: $(TEST_VENV)/.complete $(MODELS)/.complete ## measure how accurate the facts are, by folds of merchants; LINES="..." uses saved lines, DRAWN=4 LEVEL=phone drawn receipts
	@$(need_labelled)
	PYTHONPATH=$(OCR):$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.accuracy $(if $(LINES),--lines $(LINES)) $(if $(SAVE),--save $(SAVE))
	PYTHONPATH=$(OCR):$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.accuracy --drawn $(or $(DRAWN),2) $(if $(LEVEL),--level $(LEVEL))

.PHONY: warnings duplicates
warnings: $(TEST_VENV)/.complete $(MODELS)/.complete ## measure how often damage to a picture is noticed, and how often wrongly; EACH=60 of each kind, EACH=0 only the labelled ones
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.picture_warnings --each $(or $(EACH),60) $(if $(labelled),--labelled)

duplicates: $(TEST_VENV)/.complete $(MODELS)/.complete ## measure how well fingerprints tell two photos of one receipt from two receipts of one shop
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.duplicates $(if $(labelled),--labelled)

learn: $(TEST_VENV)/.complete ## learn rankings and calibration again from the labelled receipts: make learn LINES="dev.jsonl dev2.jsonl"
	@test -n "$(LINES)" || { echo "no lines: make accuracy SAVE=lines.jsonl writes them" >&2; exit 2; }
	@$(need_labelled)
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.train_address --lines $(LINES) --write
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.train_ranking --lines $(LINES) --write
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.train_calibration --lines $(LINES) --write

.PHONY: fuzz
fuzz: $(TEST_VENV)/.complete ## send hostile files and requests to a separate service: FILES=5000 REQUESTS=1000 SEED=1; FILE=7 or REQUEST=7 sends only that one
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m tests.support.fuzz --seed $(or $(SEED),1) \
		$(if $(FILES),--files $(FILES)) $(if $(REQUESTS),--requests $(REQUESTS)) $(if $(FILE),--file $(FILE)) $(if $(REQUEST),--request $(REQUEST))

.PHONY: train-recogniser
CROPS := training/recogniser/crops.jsonl
train-recogniser: $(TRAIN_VENV)/.complete $(MODELS)/.complete ## train the recogniser further on receipts, an hour on two cores; WITHOUT="3 4" leaves out these folds and measures on them
	@$(need_labelled)
	$(need) $(FONT_PACKAGES)
	$(TRAIN_VENV)/bin/pytest tests/unit/training
	test -e $(CROPS) || $(train).crops $(CROPS)
	$(train).train $(CROPS) $(if $(WITHOUT),--without $(WITHOUT),--write) $(if $(OUT),--out $(OUT))

##@ Analytics
.PHONY: analytics-apply analytics-plans
analytics-apply: ## apply what is missing of supabase/sql, and set superset_ro's password: make analytics-apply DATABASE_URL=postgresql://...
	@python3 supabase/apply.py

analytics-plans: $(TEST_VENV)/.complete ## draw a million receipts in a separate database; writes the query plans to docs/analytics.md
	$(need) $(DATABASE_PACKAGES)
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m bench.analytics --write

.PHONY: superset-bundle superset-import superset-screenshots
superset-bundle: ## pack the dashboard for Superset's own import: make superset-bundle FILE=receipts.zip
	python3 superset/bundle.py "$(or $(FILE),superset/receipts.zip)"

ifneq ($(filter command line,$(foreach name,SUPERSET_PASSWORD SUPERSET_RO_PASSWORD,$(origin $(name)))),)
$(error every user of this machine sees a password after make: give it before, in the environment)
endif
superset-import: ## import the dashboard, and check that its charts get rows: make superset-import SUPERSET_URL=https://superset.example.com
	@python3 superset/import_dashboard.py

superset-screenshots: $(TEST_VENV)/.complete $(SUPERSET_VENV)/.complete ## regenerate docs/images/analytics-*.png with a separate Superset
	$(need) $(INTEGRATION_PACKAGES) $(DATABASE_PACKAGES)
	$(TEST_VENV)/bin/python -m tests.support.superset_screenshots docs/images

##@ Documents
.PHONY: docs screenshots
docs: $(TEST_VENV)/.complete ## draw the containers from compose.yaml, build the documents as a site in site/, and check their links
	$(TEST_VENV)/bin/python docs/draw_containers.py
	$(TEST_VENV)/bin/zensical build --strict

screenshots: $(TEST_VENV)/.complete ## redraw the page at /docs, make status and make gates in docs/images, from the appliance that runs here
	$(need) chromium $(FONT_PACKAGES)
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m tests.support.screenshots docs/images

##@ Release
.PHONY: version release
version: ## print the version of this checkout
	@python3 host/bin/release.py

release: ## write a version everywhere, with its section of CHANGELOG.md, commit and tag it: make release VERSION=1.2.0
	@test -n "$(VERSION)" || { echo "no version: say make $@ VERSION=1.2.0" >&2; exit 2; }
	@python3 host/bin/release.py "$(VERSION)"

.PHONY: notice
notice: ## list in NOTICE what the images contain, and under which licences; run after make lock
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	docker compose build --quiet
	python3 host/bin/notice.py

##@ Test
.PHONY: test test-environment test-unit test-ocr test-nginx test-certbot test-fail2ban test-healthcheck test-host test-odoo
.PHONY: odoo-screenshots odoo-checkout lint lock clean
test: $(TEST_VENV)/.complete ## run all checks: lint, unit and integration tests
	# linting has one core work, and so has fetching: together they take half the time
	printf '%s\n' lint test-environment | xargs --max-procs 2 --max-args 1 $(MAKE) --no-print-directory
	$(pytest) tests/unit
	# those of Odoo say what they want where ODOO_SRC names no checkout of it
	$(pytest) tests/integration tests/odoo

test-environment: $(MODELS)/.complete $(POSTGREST)/node_modules/.complete $(SUPERSET_VENV)/.complete
	$(need) $(INTEGRATION_PACKAGES) $(DATABASE_PACKAGES) $(FONT_PACKAGES)
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	$(if $(ODOO_SRC),host/bin/odoo.sh "$(ODOO_SRC)")

# The plugins of the other tests take each process a second to load.
test-unit: $(TEST_VENV)/.complete $(MODELS)/.complete ## run the tests that need no Docker, in a minute or two; slow ones run only in make test
	$(need) $(FONT_PACKAGES)
	$(pytest) --disable-plugin-autoload -p xdist -m "not slow" tests/unit

# test-SERVICE: ## run the tests of ocr, nginx, certbot, fail2ban or healthcheck, with Docker, in minutes
# What each service does in its container; what takes longer, or needs all of them, runs in make test.
tests-of-ocr := ocr contract
tests-of-nginx := nginx refusals
tests-of-certbot := certificates renewals
tests-of-fail2ban := fail2ban heeding
tests-of-healthcheck := healthcheck alerts alert_delivery
test-ocr: $(MODELS)/.complete
test-ocr test-nginx test-certbot test-fail2ban test-healthcheck: test-%: $(TEST_VENV)/.complete
	$(need) $(INTEGRATION_PACKAGES) $(FONT_PACKAGES)
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	$(pytest) -m "not slow" $(wildcard tests/unit/$*) $(tests-of-$*:%=tests/integration/test_%.py)

test-host: $(TEST_VENV)/.complete $(HOST_VENV)/.complete ## run make host on a new server in a container, scanned from another host; part of make test
	$(need) $(INTEGRATION_PACKAGES)
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	$(TEST_VENV)/bin/pytest tests/integration/test_host.py

test-odoo: odoo-checkout $(TEST_VENV)/.complete $(MODELS)/.complete $(POSTGREST)/node_modules/.complete ## test the add-on in a real Odoo 19.0, alone and with the appliance: make test-odoo ODOO_SRC=/path/to/odoo
	$(need) $(INTEGRATION_PACKAGES) $(FONT_PACKAGES)
	$(TEST_VENV)/bin/pytest tests/odoo
	host/bin/docker_engine.sh
	host/bin/base_image.sh
	$(TEST_VENV)/bin/pytest tests/integration/test_odoo.py

odoo-screenshots: odoo-checkout $(TEST_VENV)/.complete $(MODELS)/.complete ## redraw docs/images/odoo-*.png: make odoo-screenshots ODOO_SRC=/path/to/odoo
	$(need) $(FONT_PACKAGES)
	PYTHONPATH=$(OCR_PATH):. $(TEST_VENV)/bin/python -m tests.support.odoo_screenshots docs/images

odoo-checkout:
	@host/bin/odoo.sh "$(ODOO_SRC)"

lint: $(TEST_VENV)/.complete $(HOST_VENV)/.complete ## run ruff, mypy, pylint-odoo, shellcheck, hadolint, yamllint, compose-lint, ansible-lint, codespell
	$(TEST_VENV)/bin/ruff check
	$(TEST_VENV)/bin/ruff format --check
	$(TEST_VENV)/bin/mypy
	$(TEST_VENV)/bin/pylint addons/ip_expense_mvp
	git grep -lz --untracked -E '^(#!/bin/(ba)?sh|# shellcheck shell=)' -- ':!*.py' ':!*.md' | \
		xargs -0 $(TEST_VENV)/bin/shellcheck --external-sources
	$(sources) '*Dockerfile' | xargs -0 $(TEST_VENV)/bin/hadolint
	$(sources) '*.yaml' '*.yml' .yamllint | xargs -0 $(TEST_VENV)/bin/yamllint --strict
	$(TEST_VENV)/bin/compose-lint check --fail-on low --strict-config --skip-suppressed compose.yaml
	cd host/ansible && PATH=$(CURDIR)/$(HOST_VENV)/bin:$$PATH ansible-lint --config-file .ansible-lint site.yml reader.yml
	$(sources) | xargs -0 $(TEST_VENV)/bin/codespell

lock: $(TEST_VENV)/.complete ## regenerate the lock files after a change to a requirements*.in; UPGRADE=1 for newer versions
	cd services/ocr && $(LOCK) requirements.in --output-file requirements.lock
	cd services/ocr && $(LOCK) requirements-paddleocr.in --output-file requirements-paddleocr.lock
	cd services/ocr && $(LOCK) requirements-paddle.in --output-file requirements-paddle.lock
	cd services/ocr && $(LOCK) requirements-models.in --output-file requirements-models.lock
	cd services/certbot && $(LOCK) requirements.in --output-file requirements.lock
	cd services/healthcheck && $(LOCK) requirements.in --output-file requirements.lock
	cd bench && $(LOCK) requirements.in --output-file requirements.lock
	cd tests && $(LOCK) requirements.in --output-file requirements.lock
	cd training && $(LOCK) requirements.in --output-file requirements.lock
	cd host/ansible && $(LOCK) requirements.in --output-file requirements.lock
	cd superset && $(LOCK) requirements.in --output-file requirements.lock

clean: ## remove the virtual environments, the downloaded models, the site and the build log
	rm -rf $(VENV) $(TEST_VENV) $(HOST_VENV) $(BENCH_VENV) $(TRAIN_VENV) $(SUPERSET_VENV) $(POSTGREST)/node_modules $(MODELS) build.log site

$(VENV)/.complete: host/bin/venv.sh $(OCR_LOCKS)
	@host/bin/venv.sh $(VENV) $(OCR_LOCKS)
	@touch $@

$(TEST_VENV)/.complete: host/bin/venv.sh $(TEST_LOCKS)
	@host/bin/venv.sh $(TEST_VENV) $(TEST_LOCKS)
	@touch $@

$(HOST_VENV)/.complete: host/bin/venv.sh host/ansible/requirements.lock
	@host/bin/venv.sh $(HOST_VENV) host/ansible/requirements.lock
	@touch $@

$(BENCH_VENV)/.complete: host/bin/venv.sh bench/requirements.lock
	@host/bin/venv.sh $(BENCH_VENV) bench/requirements.lock
	@touch $@

# Node.js of another origin brings its own npm, which Debian's package would replace.
$(POSTGREST)/node_modules/.complete: $(POSTGREST)/package-lock.json
	@command -v npm >/dev/null || { $(need) npm; }
	@npm ci --prefix $(POSTGREST) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(TRAIN_VENV)/.complete: host/bin/venv.sh $(TEST_LOCKS) training/requirements.lock
	@host/bin/venv.sh $(TRAIN_VENV) $(TEST_LOCKS) training/requirements.lock
	@touch $@

$(SUPERSET_VENV)/.complete: host/bin/venv.sh superset/requirements.lock
	@host/bin/venv.sh $(SUPERSET_VENV) superset/requirements.lock
	@touch $@

train = PYTHONPATH=$(OCR):$(OCR_PATH):. $(TRAIN_VENV)/bin/python -m training.recogniser
python = $(TEST_VENV)/bin/python
serve ocr explain: python = $(VENV)/bin/python
$(MODELS)/.complete: services/ocr/fetch_models.py services/ocr/model_variants.py services/ocr/weights/receipt_print.npz
	@echo "fetching the models into $(MODELS)" >&2
	@$(python) services/ocr/fetch_models.py $(MODELS)
	@touch $@
