# Two commands on a fresh machine: `make demo` and `make test`. Each sets up what it needs in .venv first.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
STAMP   = $(VENV)/.installed

.PHONY: demo test lint types bench docs wheel clean setup compiled

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("skilldemand needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/skilldemand --workspace demo-workspace demo

test: $(STAMP)
	$(BIN)/python -m pytest -q -n auto --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive crawler nlp analysis reports cli

# mypy cannot see through the editable finder, so it reads throw-away links (build/ is not in git).
types: $(STAMP)
	@mkdir -p build/ns/skilldemand
	@for stage in crawler nlp analysis reports cli; do ln -sfn ../../../$$stage build/ns/skilldemand/$$stage; done
	$(BIN)/python -m mypy

bench: $(STAMP)
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# Every tracked file that a page may link to, at its own place; mkdocs --strict fails on a link to nowhere.
docs: $(STAMP)
	rm -rf build/pages build/site
	@git ls-files -- '*.md' '*.png' '*.yml' '*.ipynb' 'deploy/*' LICENSE ':!tests' ':!nlp/skills' | while read -r file; do \
		mkdir -p "build/pages/$$(dirname "$$file")" && cp "$$file" "build/pages/$$file"; done
	$(BIN)/mkdocs build --quiet --strict --config-file docs/mkdocs.yml

# The reader's hot modules as compiled code, if there is a C compiler; an edit of them has Python read the sources again.
compiled: $(STAMP)
	$(BIN)/python -m skilldemand.nlp.build_compiled

wheel: $(STAMP)
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

clean:
	rm -rf build dist demo-workspace *.egg-info .pytest_cache .mypy_cache .ruff_cache
