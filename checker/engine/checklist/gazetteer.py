"""The divisions of the country: which names there are, and what lies in what. Parsed only when a report needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from checker.knowledge.record import Record

__all__ = ["Division", "Gazetteer"]

_SHORT = 3  # 涉县, 唐县: two characters are too often part of other words
_DIRECT = frozenset({"市辖区", "县", "省直辖县", "自治区直辖县"})


class Division(Struct, frozen=True):
    """One division; ``city`` and ``province`` are what it lies in ("" where it is that itself)."""

    name: str
    city: str
    province: str

    @property
    def chain(self) -> frozenset[str]:
        """Its own name and those above it."""
        return frozenset(filter(None, (self.name, self.city, self.province)))


class Gazetteer(Record):
    """``rules/gazetteer/divisions.yaml``: per province a text of lines ``city: county county …``."""

    generic: tuple[str, ...] = ()
    provinces: Mapping[str, str]

    @cached_property
    def _all(self) -> tuple[Division, ...]:
        return tuple(self._divisions())

    def _divisions(self) -> Iterator[Division]:
        for province, text in self.provinces.items():
            yield Division(province, "", "")
            for line in text.splitlines():
                city, _, counties = line.partition(":")
                city = city.strip()
                if city not in _DIRECT and city != province:
                    yield Division(city, "", province)
                inner = "" if city in _DIRECT or city == province else city
                for county in counties.split():
                    yield Division(county, inner, province)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Division, ...]]:
        """Divisions by name: 鼓楼区 names several."""
        found: dict[str, list[Division]] = {}
        skipped = set(self.generic)
        for division in self._all:
            if division.name not in skipped:
                found.setdefault(division.name, []).append(division)
        return {name: tuple(divisions) for name, divisions in found.items()}

    @cached_property
    def _by_ending(self) -> Mapping[str, tuple[str, ...]]:
        """Names by their last two characters, the longest first: hardly any 区 of a text is the end of one."""
        found: dict[str, list[str]] = {}
        for name in self.by_name:
            if len(name) >= _SHORT:
                found.setdefault(name[-2:], []).append(name)
        return {ending: tuple(sorted(names, key=len, reverse=True)) for ending, names in found.items()}

    @cached_property
    def _last_characters(self) -> tuple[str, ...]:
        return tuple(sorted({ending[1] for ending in self._by_ending}))

    def places_in(self, text: str) -> list[tuple[str, int, int]]:
        """Names of divisions in a text, with their offsets, in order."""
        found: list[tuple[str, int, int]] = []
        for last in self._last_characters:
            position = text.find(last, _SHORT - 1)
            while position >= 0:
                end = position + 1
                for name in self._by_ending.get(text[position - 1 : end], ()):
                    if text.endswith(name, 0, end):
                        found.append((name, end - len(name), end))
                        break
                position = text.find(last, end)
        return sorted(found, key=lambda hit: (hit[1], -hit[2]))

    def within(self, upper: str) -> frozenset[str]:
        """The names of all divisions that lie in a city or province."""
        return self._below.get(upper, frozenset())

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for division in self._all:
            for upper in (division.city, division.province):
                if upper:
                    found.setdefault(upper, set()).add(division.name)
        return {upper: frozenset(names) for upper, names in found.items()}
