"""Compile questions.yaml into the package with the program's own code; faults stop the build."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = "sciatica_cli/bank/questions.compiled.json"


class CompileQuestions(BuildHookInterface[Any]):
    """Write the compiled copy.

    For a wheel it is written to a temporary folder; for an editable install it is written beside
    the code, where git ignores it.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        source = os.path.join(self.root, "questions.yaml")
        sys.path.insert(0, os.path.join(self.root, "src"))
        sys.dont_write_bytecode = True
        from sciatica_cli.bank.build import build
        from sciatica_cli.bank.compiled import dump
        from sciatica_cli.core.faults import FaultError

        with open(source, "rb") as file:
            data = file.read()
        try:
            questionnaire = build(data, "questions.yaml", shipped=True)
        except FaultError as error:
            lines = "\n".join(fault.line() for fault in error.faults)
            raise SystemExit(f"questions.yaml has faults:\n{lines}") from None
        status = os.stat(source)
        copy = dump(questionnaire, status.st_size, status.st_mtime_ns)
        if version == "editable":
            target = os.path.join(self.root, "src", *INSIDE.split("/"))
        else:
            self.folder = tempfile.TemporaryDirectory()
            target = os.path.join(self.folder.name, "questions.compiled.json")
            build_data["force_include"][target] = INSIDE
        with open(target, "w", encoding="utf-8", newline="\n") as file:
            file.write(copy)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()
