"""The JSON Schema of ``checker.yaml``, for completion and marking in editors; published as docs/schema/config.json."""

from __future__ import annotations

import json
from typing import Any

from checker.engine.rulebook.schema import schema_of
from checker.review.configuration import Configuration

__all__ = ["configuration_schema", "configuration_schema_text"]

_ID = "urn:checker:schema:config:1"


def configuration_schema() -> dict[str, Any]:
    """Draft 7, as that of rule files."""
    definitions: dict[str, Any] = {}
    found = schema_of(Configuration, definitions)
    # What is written without a value is a line not yet filled in.
    found["type"] = ["object", "null"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": _ID,
        "title": "checker 配置文件 checker.yaml",
        **found,
        "definitions": dict(sorted(definitions.items())),
    }


def configuration_schema_text() -> str:
    """The schema as it is published: indented by two, a line break at the end."""
    return json.dumps(configuration_schema(), ensure_ascii=False, indent=2) + "\n"
