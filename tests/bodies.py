"""A small body for tests of drawings."""

from __future__ import annotations

from sciatica_cli.core.outline import View, Zone
from sciatica_cli.report.blocks import BOTH, NUMB, PAIN, Drawing

SQUARE = ((0, 0), (40, 0), (40, 200), (0, 200))
LOW = Zone("low", ((0, 100), (30, 100), (30, 120), (0, 120)))
LEG = Zone("leg", ((5, 130), (30, 130), (30, 190), (5, 190)))
SMALL_BODY = Drawing(
    SQUARE,
    (View("From behind", (LOW, LEG), True), View("From the front", (LEG,), False)),
    (("left_leg", BOTH), ("left_low", PAIN), ("right_low", NUMB)),
)
