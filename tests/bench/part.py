"""`python -m tests.bench.part NAME OUT`: measure one part in a process of its own."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from tests.bench.stage import stage_of

if __name__ == "__main__":
    name, out = sys.argv[1:]
    result = import_module(f"tests.bench.figures.{name}").measure(stage_of(dict(os.environ)))
    Path(out).write_text(json.dumps(result.as_json(), ensure_ascii=False), "utf-8")
