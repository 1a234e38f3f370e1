"""The JSON Schema of rule files, for completion and marking in editors; published as docs/schema/rules.json."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from checker.engine.checklist.knowledge import TABLE_KINDS
from checker.engine.checklist.profiles import Adjustment, ProfileTable
from checker.engine.checklist.rule import COMMON_KEYS, COMMON_PLACEHOLDERS, Rule
from checker.engine.checks import KINDS, kind_module

__all__ = ["rule_schema", "rule_schema_text", "schema_of"]

_ID = "urn:checker:schema:rules:1"


def rule_schema() -> dict[str, Any]:
    """One schema (draft 7, which editors know best) for every YAML file under ``rules/`` or a folder of one's own."""
    definitions: dict[str, Any] = {}
    common = schema_of(Rule, definitions)
    shared: dict[str, Any] = {}
    for name in COMMON_KEYS:
        definitions[f"key.{name}"] = common["properties"][name]
        shared[name] = {"$ref": f"#/definitions/key.{name}"}
    required = [name for name in COMMON_KEYS if name in common.get("required", [])]
    branches = []
    for kind in sorted(KINDS):
        module = kind_module(kind)
        # Each kind's own models under its own name: two kinds may call different things alike.
        parameters = schema_of(module.Parameters, definitions, f"{kind}.")
        allowed = "、".join(f"{{{name}}}" for name in sorted(module.PLACEHOLDERS | COMMON_PLACEHOLDERS))
        placed = {
            name: {"type": "string", "minLength": 1, "description": f"可用的占位符：{allowed}"}
            for name in ("message", "fix")
        }
        definitions[f"kind.{kind}"] = {
            "type": "object",
            "properties": {**shared, **placed, "kind": {"const": kind}, **parameters.get("properties", {})},
            "required": [*required, *parameters.get("required", [])],
            "additionalProperties": False,
        }
        branches.append(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"$ref": f"#/definitions/kind.{kind}"},
            }
        )
    definitions["rule"] = {
        "type": "object",
        "properties": {"kind": {"enum": sorted(KINDS), "description": "哪一种检查"}},
        "required": ["id", "kind"],
        "allOf": branches,
    }
    definitions["adjustment"] = schema_of(Adjustment, definitions)
    definitions["profile"] = schema_of(ProfileTable, definitions)
    tables: dict[str, Any] = {kind: {"description": "数据表"} for kind in sorted(TABLE_KINDS)}
    tables["profile"] = {"$ref": "#/definitions/profile"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": _ID,
        "title": "checker 规则文件",
        "type": "object",
        "properties": {
            "rules": {"type": "array", "items": {"$ref": "#/definitions/rule"}, "description": "规则"},
            "overrides": {
                "type": "array",
                "items": {"$ref": "#/definitions/adjustment"},
                "description": "调整已有规则的等级、权重，或停用",
            },
            **tables,
            "name": {"type": "string", "description": "数据表的名称"},
            "title": {"type": "string"},
            "about": {"type": "string"},
        },
        "additionalProperties": False,
        "definitions": dict(sorted(definitions.items())),
    }


def rule_schema_text() -> str:
    """The schema as it is published: indented by two, keys in the order of the rule model, a line break at the end."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n"


class _Draft7(GenerateJsonSchema):
    """pydantic's schema without the defaults: a rule file says what it means."""

    def str_schema(self, schema: Any) -> dict[str, Any]:
        # An editor takes 4.1 for a number; the loader reads it as the text it is.
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def function_before_schema(self, schema: Any) -> dict[str, Any]:
        # What comes before a list lets a single entry stand without brackets.
        found = self.generate_inner(schema["schema"])
        return {"anyOf": [found, found["items"]]} if found.get("type") == "array" and "items" in found else found

    def model_schema(self, schema: Any) -> dict[str, Any]:
        found = super().model_schema(schema)
        found.pop("description", None)  # a docstring speaks to programmers
        return found

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        found = super().enum_schema(schema)
        found.pop("description", None)
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def schema_of(model: Any, definitions: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """The model's own schema; what it refers to goes to ``definitions``, under names that begin with ``prefix``."""
    template = f"#/definitions/{prefix}{{model}}"
    found = TypeAdapter(model).json_schema(ref_template=template, schema_generator=_Draft7)
    definitions.update({prefix + name: part for name, part in found.pop("$defs", {}).items()})
    return {key: value for key, value in found.items() if key not in ("title", "description")}
