"""Kills whole interviews at random: `python tools/kill_trials.py [TRIALS] [FIRST_SEED]`.

Each interview is killed several times, resumed from its file, and answered to the end. A trial
takes some twenty seconds.
"""

from __future__ import annotations

import sys

from typing_trials import run_trials

from trials import kill_at_random

if __name__ == "__main__":
    sys.exit(run_trials(kill_at_random))
