"""Simulated truth: do the intervals, trends, lifetimes and duplicate rules find what was put into a market?

    python benchmarks/statistics.py [--repetitions 400] [--write docs/methodology.md]

What it measures stands in simulated_truth.py. A module called `statistics` beside other scripts hides the standard
library's, so whoever imports this file by that name is given the standard library's module.
"""

import importlib.util
import sys
import sysconfig
from pathlib import Path

if __name__ == "__main__":
    from simulated_truth import main

    main()
else:
    _spec = importlib.util.spec_from_file_location("statistics", Path(sysconfig.get_path("stdlib")) / "statistics.py")
    assert _spec is not None
    assert _spec.loader is not None
    _standard = importlib.util.module_from_spec(_spec)
    sys.modules["statistics"] = _standard
    _spec.loader.exec_module(_standard)
