"""The matcher's version changes with what can change a reading, and with nothing else."""

import subprocess
import sys
from importlib import resources

from skilldemand.nlp.version import matcher_version, reading_files

FILES = reading_files(resources.files("skilldemand.nlp"))
LOADED = """
import sys
from skilldemand.nlp.reader import Reader
Reader().read("Python and SQL, 3 years, $100,000 a year, remote", "Lead AI/ML Software Engineer", "Quillfeather")
print(*(name.rpartition(".")[2] for name in sys.modules if name.startswith("skilldemand.nlp.")))
"""
COMPONENTS = "pipeline.py"
"""spaCy loads the components of installed packages; the reader does not."""
CHOICE = "compiled.py"
"""Chooses compiled modules, which read the same."""


def test_every_module_that_a_reading_loads_is_part_of_the_version():
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()
    assert "strength" in loaded
    assert {f"{name}.py" for name in loaded} <= {*FILES, COMPONENTS, CHOICE}


def test_what_only_explains_measures_or_discovers_is_not():
    aside = (
        COMPONENTS,
        "pool.py",
        "explain.py",
        "explain_text.py",
        "discovery.py",
        "check.py",
        "evaluation.py",
        "train.py",
        "taxonomy_diff.py",
    )
    assert not FILES.keys() & {*aside, "rules/discovery.yml", "rules/places.txt", "rules/common_words.txt"}


def test_rules_and_weights_of_the_reader_are():
    package = resources.files("skilldemand.nlp")
    rules = {f"rules/{f.name}" for f in (package / "rules").iterdir() if f.name.endswith(".yml")}
    assert rules - FILES.keys() == {"rules/discovery.yml"}
    assert {"rules/word_rates.txt", "weights/roles.json", "weights/sentences.npz"} <= FILES.keys()


def test_the_version_is_a_number_and_a_hash():
    number, _, digest = matcher_version().partition("-")
    assert number.isdigit()
    assert len(digest) == 8
