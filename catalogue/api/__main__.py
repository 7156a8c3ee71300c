"""Prints the API's description as it ships."""

from __future__ import annotations

import json
import sys

from .application import described

json.dump(described("en"), sys.stdout, ensure_ascii=False, indent=1)
sys.stdout.write("\n")
