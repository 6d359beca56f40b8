"""Run one case in this process and print its figures as JSON."""

from __future__ import annotations

import json
import sys

from benchmarks.cases import CASES
from benchmarks.others import OTHERS

if __name__ == "__main__":
    print(json.dumps({**CASES, **OTHERS}[sys.argv[1]]()))
