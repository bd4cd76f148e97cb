"""Draws docs/page.svg, the picture in the README: `python tools/picture.py`."""

from __future__ import annotations

import json
from pathlib import Path

from sciatica_cli import load
from sciatica_cli.pipe import assess_record
from sciatica_cli.report.page import page
from sciatica_cli.report.terminal import write_svg
from sciatica_cli.version import __version__

ROOT = Path(__file__).parent.parent


def main() -> None:
    questionnaire = load()
    record = json.loads((ROOT / "examples" / "ordinary.json").read_text(encoding="utf-8"))
    region = questionnaire.region("gb")
    assert region is not None
    blocks = page(assess_record(questionnaire, record), region, __version__)
    target = ROOT / "docs" / "page.svg"
    target.write_text(write_svg(blocks, 80, "sciatica < examples/ordinary.json"), encoding="utf-8")
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
