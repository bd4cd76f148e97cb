"""Self-check for back and leg pain: `load()` the questions, `assess()` answers.

    from sciatica_cli import load, assess
    assess(load(), {"saddle": "recent"})["level"]
"""

from __future__ import annotations

__version__ = "0.1.0"
