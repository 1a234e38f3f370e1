"""What the outline of a report is: title, addressee, lead, sections, signature, date, and what body wrote it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import Struct

from checker.document.model import Span

__all__ = [
    "BodyKind",
    "Form",
    "Heading",
    "Level",
    "Outline",
    "Role",
    "Section",
    "SignedDate",
    "Source",
    "Title",
    "YearClaim",
]


class Role(StrEnum):
    """What a first-level section is for (督察工作规定 第二十六条)."""

    ACHIEVEMENTS = "achievements"  # 主要举措和成效
    PROBLEMS = "problems"  # 不足和原因
    RESPONSIBILITY = "responsibility"  # 党政主要负责人履行第一责任人职责
    PLAN = "plan"  # 下一年度安排
    OTHER = "other"


class Form(StrEnum):
    """Whether head and tail of an official document may be expected."""

    OFFICIAL = "official"  # 公文: head and tail are there
    WEB = "web"  # a copy on a web site, which usually drops addressee, signature and date


class BodyKind(StrEnum):
    """What kind of body reports."""

    PARTY_GOVERNMENT = "party_government"  # 党委和政府 jointly
    GOVERNMENT = "government"
    DEPARTMENT = "department"
    PARK = "park"  # 工委、管委会
    TOWN = "town"  # 乡镇、街道
    UNKNOWN = "unknown"


class Level(StrEnum):
    """The administrative level of the body that reports."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    UNKNOWN = "unknown"


class Source(Struct, frozen=True):
    """A conclusion with the words it rests on: ``reason`` is Chinese, for the user.

    ``given`` says that it was not concluded at all: the user has said so.
    """

    reason: str
    span: Span | None = None
    given: bool = False


class YearClaim(Struct, frozen=True):
    """A report year that some part of the report claims.

    ``where`` is title, heading, plan_heading (the year written there less one), lead, frequency (the year named
    most often outside 《》 and document numbers) or signature (the year before the one signed in). ``span`` covers
    the words.
    """

    year: int
    where: str
    span: Span


class Title(Struct, frozen=True):
    """``text`` is the title in one line (several source lines joined); ``organ`` what stands before 关于/year, or "".

    ``text`` is folded (no blanks, full-width punctuation) and without the marks and notes around it (《》, （公开版）);
    ``Document.quote(span)`` gives the author's characters. ``organs`` are the issuing organs one by one.
    """

    text: str
    span: Span
    organ: str
    year: int | None
    genre: str  # 报告, 总结, 汇报, …; "" where the title names none
    organs: tuple[str, ...] = ()


class Heading(Struct, frozen=True):
    """A numbered (or bare) heading.

    ``scheme`` is one of: part 第一部分 · chinese 一、 · chinese-paren （一） · arabic 1. · arabic-paren （1） ·
    circled ① · serial 一是 · bare (no number). ``label`` is the number as written with its mark; ``number`` its value.
    ``span`` covers label and text; ``text_span`` the text alone. ``run_in`` says that prose follows on the same line.
    ``text`` is folded and without its final mark; what follows ``text_span`` in the document tells that mark.
    """

    scheme: str
    label: str
    number: int | None
    text: str
    span: Span
    text_span: Span
    run_in: bool = False
    malformed: str | None = None  # what is wrong with the label, in Chinese: “缺左括号”, or None

    @property
    def label_span(self) -> Span:
        """The number with its mark; where there is none, the first character."""
        return Span(self.span.start, max(self.text_span.start, self.span.start + 1))


class Section(Struct, frozen=True):
    """A heading with everything under it. ``level`` counts from 1; ``span`` runs to the next heading of its level.

    An item 一是 inside a paragraph ends with that paragraph. Children may mix schemes (一是 beside 1.), and a run of
    items may begin again at 一是 under the same heading: number checks go by scheme and start a new run at 1.
    ``roles`` holds several where one heading announces several things (存在的不足和下一步打算), in their order.
    A first-level heading of one subject only (政府职能依法高效履行) is ACHIEVEMENTS when no section is headed
    主要举措和成效 or the like and no plan stands before it, else OTHER.
    """

    heading: Heading
    level: int
    span: Span
    role: Role | None = None  # only first-level sections, and items that carry 第一责任人
    children: tuple[Section, ...] = ()
    roles: tuple[Role, ...] = ()  # role first; empty where role is None

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class SignedDate(Struct, frozen=True):
    """成文日期. ``value`` is None when the words name no possible day.

    ``style`` is arabic (2021年2月10日), padded (2021年02月10日), chinese (二〇二一年二月十日), dotted (2021.2.10,
    2021-02-10) or incomplete (2021年2月, 2021年 月 日).
    """

    value: date | None
    text: str
    span: Span
    style: str


def _holding(sections: Sequence[Section], offset: int) -> Section | None:
    """The one of the sections (in order, none overlapping) that holds ``offset``."""
    place = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    return sections[place] if place >= 0 and offset < sections[place].span.end else None


@dataclass(frozen=True)
class Outline:
    """All that was recognised of one report. What is not there is None, "" or UNKNOWN."""

    title: Title | None
    document_number: Span | None  # the report's own 发文字号 above or below the title
    addressee: Span | None
    lead: Span | None
    sections: tuple[Section, ...]
    closing: Span | None  # 特此报告
    organs: tuple[tuple[str, Span], ...]  # signing organs in order, those under the title where none sign below
    signed: SignedDate | None  # likewise
    body_span: Span  # from the first prose to the last, head and tail excluded
    form: Form
    form_source: Source
    body: BodyKind
    body_source: Source
    level: Level
    level_source: Source
    place: str  # name of the place or unit that reports, e.g. 青石区, or ""
    year: int | None  # the report year
    year_source: Source
    year_claims: tuple[YearClaim, ...] = ()
    annex: Span | None = None  # from 附件 or the notes after the signature to the end

    def walk(self) -> Iterator[Section]:
        """All sections of all levels, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def by_role(self, role: Role) -> tuple[Section, ...]:
        """First-level sections of this role, among others or alone."""
        return tuple(section for section in self.sections if role is section.role or role in section.roles)

    def items_by_role(self, role: Role) -> tuple[Section, ...]:
        """Sections of any level that carry this role, in reading order."""
        return tuple(section for section in self.walk() if role is section.role or role in section.roles)

    def section_at(self, offset: int) -> Section | None:
        """The deepest section that holds ``offset``."""
        found: Section | None = None
        level: tuple[Section, ...] = self.sections
        while level:
            inner = _holding(level, offset)
            if inner is None:
                break
            found, level = inner, inner.children
        return found

    def top_section_at(self, offset: int) -> Section | None:
        """The first-level section that holds ``offset``."""
        return _holding(self.sections, offset)
