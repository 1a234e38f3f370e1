from __future__ import annotations

import subprocess
import sys
from functools import cached_property
from typing import Any

import pytest
from pydantic import ValidationError

from checker.knowledge.record import Field, Record, field_validator, model_validator


class Part(Record):
    name: str = Field(min_length=1)
    weight: int = 1

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Whole(Record):
    parts: tuple[Part, ...]
    words: dict[str, str] = Field(default_factory=dict, alias="terms")

    @field_validator("words")
    @classmethod
    def _short(cls, words: dict[str, str]) -> dict[str, str]:
        if any(len(word) > 4 for word in words):
            raise ValueError("太长")
        return words

    @model_validator(mode="after")
    def _light(self) -> Whole:
        if self.weight > 5:
            raise ValueError("太重")
        return self

    @cached_property
    def weight(self) -> int:
        return sum(part.weight for part in self.parts)


class Wider(Part):
    more: bool = False


def test_it_validates_as_a_model_does() -> None:
    whole = Whole.model_validate({"parts": ["甲", {"name": "乙", "weight": 3}], "terms": {"长": "短"}})
    assert whole.parts == (Part(name="甲"), Part(name="乙", weight=3)) and whole.words == {"长": "短"}
    assert [type(part) for part in whole.parts] == [Part, Part]
    assert whole.weight == 4
    assert Wider.model_validate({"name": "丙", "more": True}).more


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"parts": ["甲"], "other": 1}, ("other",)),
        ({"parts": [{"name": ""}]}, ("parts", 0, "name")),
        ({"parts": [{}]}, ("parts", 0, "name")),
        ({"parts": ["甲"], "terms": {"一二三四五": ""}}, ("terms",)),
        ({"parts": [{"name": "甲", "weight": 9}]}, ()),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: Any, place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as error:
        Whole.model_validate(data)
    assert [detail["loc"] for detail in error.value.errors()] == [place]


def test_only_what_was_given_is_held() -> None:
    part = Part.model_validate("甲")
    assert part.model_fields_set == {"name"} and part.weight == 1
    assert part.model_copy(update={"weight": 2}) == Part(name="甲", weight=2)
    assert part != Wider(name="甲")
    assert len({part, Part(name="甲", weight=1)}) == 1
    whole = Whole(parts=(part,))
    assert whole.weight == 1 and whole.__getstate__() == {"parts": (part,)}


def test_it_does_not_change() -> None:
    part = Part(name="甲")
    with pytest.raises(AttributeError):
        part.name = "乙"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del part.name
    with pytest.raises(TypeError):
        Part(weight=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Part(name="甲", other=1)  # type: ignore[call-arg]


def test_records_alone_load_no_pydantic() -> None:
    rule = "from checker.engine.checklist.rule import Basis; Basis(source='某法')"
    code = f"import sys; {rule}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
