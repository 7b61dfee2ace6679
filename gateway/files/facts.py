"""What a PDF says of itself: asked of a process of its own, which a hostile file may crash or stall."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File

PROGRAM = Path(__file__).with_name("pdf_facts.py")
SECONDS_AT_MOST = 15


def facts_of(file: File) -> dict[str, Any]:
    """`state` is read, empty, encrypted, damaged or slow; the rest as `pdf_facts.read` gives it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        file.seek(0)
        copy.flush()
        command = [sys.executable, "-I", str(PROGRAM), copy.name]
        try:
            run = subprocess.run(command, capture_output=True, timeout=SECONDS_AT_MOST, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return {"state": "slow"}
    return json.loads(run.stdout) if run.returncode == 0 and run.stdout else {"state": "damaged"}
