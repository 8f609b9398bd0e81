"""A reading as the rows that the annotation has, and a digest of them that tells whether the machine found the same."""

from __future__ import annotations

import hashlib
import json

from rawi.desk.decisions.decision import Json
from rawi.reading import Reading, to_rows


def rows_of(reading: Reading) -> Json:
    """``attributions``, ``entities``, ``times``, spans in the page's own text."""
    rows = to_rows(reading, "")
    for row in rows["attributions"]:
        del row["score"]
    return {name: rows[name] for name in ("attributions", "entities", "times")}


def digest(reading: Reading) -> str:
    """sha256 of the rows; two readings that say the same have one."""
    data = json.dumps(rows_of(reading), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
