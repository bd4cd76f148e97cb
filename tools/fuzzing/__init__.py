"""What `tools/fuzz.py` tries: one module for each kind of input, and the rules that must hold.

An input is a string of bytes, and everything that is done with it follows from these bytes alone.
So a file of `tests/corpus` says all about a trial.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))  # what the tests use is used here, too
