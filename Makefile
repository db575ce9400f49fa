# Every target sets up what it needs. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
SPEEDS ?= 3
BIN := .venv/bin

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | sort | expand -t 12

book: .venv/ready  ## build the whole book, warnings as errors
	rm -rf _build/html
	$(BIN)/jupyter-book build . -W -n --keep-going
	$(BIN)/python tools/check_leaks.py _build/html
	@echo "The book is at _build/html/index.html"

serve: book  ## build the book and serve it on localhost (PORT=8000)
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

site-test: book  ## judge every page of the book in Chromium (needs Java; without the speed: SPEEDS=0)
	$(BIN)/python tools/test_site.py --speeds $(SPEEDS)

pdf: book  ## print the whole book to dist/, with outline, page numbers and links (needs a Chromium; CHROME=path)
	$(BIN)/python tools/make_pdf.py

slides: .venv/ready  ## build a deck of slides for each chapter, with speaker's notes, in dist/slides
	$(BIN)/python tools/make_slides.py
	$(BIN)/python tools/check_leaks.py dist/slides
	@echo "The decks are at dist/slides/index.html"

test: .venv/ready  ## run unit tests, doctests, and every notebook against its stored numbers
	$(BIN)/python -m pytest

mutation: .venv/ready  ## put faults into rnnlib and count those that the tests notice, in an hour or so (SAMPLE=40 SEED=7)
	$(BIN)/python tools/score_mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

lint: .venv/ready  ## check style and spelling, and the hosted workflows
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/python tools/lint_workflows.py

adopt-test: .venv/ready  ## install the package from a clone in a new environment, and run a downloaded notebook
	ADOPT=1 $(BIN)/python -m pytest -n0 tests/test_repository.py

text: .venv/ready  ## write text twins of the notebooks to .text, to edit
	$(BIN)/python tools/sync_text.py

notebooks: .venv/ready  ## take edits over from .text, execute every notebook, store its numbers
	$(BIN)/python tools/run_notebooks.py

homework: .venv/ready  ## derive the student's notebooks from instructor/, and look for leaked answers
	$(BIN)/python tools/derive_homework.py
	$(BIN)/python tools/check_leaks.py book rnnlib

zoo: .venv/ready  ## try the checkers on hundreds of right and wrong answers, and print the table
	$(BIN)/python tests/zoo.py

fuzz: .venv/ready  ## try every public function of the library on 10,000 cases of anything, in an hour or so (CASES=, SEED=)
	$(BIN)/python tests/fuzz.py $(if $(CASES),--cases $(CASES)) $(if $(SEED),--seed $(SEED))

versions: .venv/ready  ## test the library and every number with the oldest and newest NumPy and matplotlib, on every Python here
	$(BIN)/python tools/test_versions.py

reproducible: .venv/ready  ## build book, students' archive and wheel in two clones of the last commit, and compare the bytes
	$(BIN)/python tools/test_reproducible.py

offline: .venv/ready  ## build the book without a network (needs bubblewrap)
	bwrap --dev-bind / / --unshare-net $(MAKE) book

grade: .venv/ready  ## grade a class: HOMEWORK=1 SUBMISSIONS=folder OUT=folder (needs bubblewrap)
	$(BIN)/python tools/grade_class.py --homework $(HOMEWORK) --submissions "$(SUBMISSIONS)" --out "$(OUT)"

student: .venv/ready  ## pack the homework for students: dist/homework.zip
	$(BIN)/python tools/make_student.py

solutions: .venv/ready  ## write one homework's solutions to dist/solutions, after its deadline: HW=1
	$(BIN)/python tools/release_solutions.py $(HW)

instructor: slides  ## build the private edition: book, lecture notes, solutions, diagnoses, decks; dist/instructor
	$(BIN)/python tools/make_instructor.py

costs: .venv/ready  ## measure what the five ways of chapter 07 cost, for its figure
	$(BIN)/python benchmarks/measure_costs.py

bench: .venv/ready  ## time the gradient beside other NumPy code, in one run; writes _build/bench.json
	$(BIN)/python benchmarks/bench.py --out _build/bench.json

bench-all: .venv-bench/ready  ## the same with PyTorch, JAX and autograd, in an environment of its own; for chapter 07
	.venv-bench/bin/python benchmarks/bench.py --all --out benchmarks/bench.json

nbgrader-test: .venv-nbgrader/ready  ## let nbgrader generate and autograde the homework, in an environment of its own
	.venv-nbgrader/bin/python tools/test_nbgrader.py

lock: .venv/ready  ## pin everything that requirements.txt needs, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		requirements.txt --output-file requirements.lock

clean:  ## remove what was built (not the environment)
	rm -rf _build dist .pytest_cache .ruff_cache .hypothesis build

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" || \
		{ echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

.venv-nbgrader/ready: .venv/ready requirements-nbgrader.txt requirements.txt
	$(PYTHON) -m venv .venv-nbgrader
	.venv-nbgrader/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-nbgrader.txt
	.venv-nbgrader/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch .venv-nbgrader/ready

.venv-bench/ready: requirements-bench.txt requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch .venv-bench/ready

.PHONY: help book serve site-test pdf slides test lint adopt-test text notebooks homework zoo fuzz mutation versions \
	reproducible offline grade student solutions instructor costs bench bench-all nbgrader-test lock clean
