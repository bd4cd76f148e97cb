"""Reads and checks `questions.yaml`, and loads its compiled copy."""

from __future__ import annotations

import os

COMPILED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "questions.compiled.json")
