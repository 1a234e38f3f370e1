"""What a heading announces: achievements, problems, the first responsible person, next year's plan.

Keyword method: number and year go, the rest is cut at 和 及 与 、 ， and each part is judged by its words, so that
存在的不足和下一步打算 announces two things and 下一步工作措施 only one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from checker.outline.model import Role
from checker.outline.vocabulary import Roles

__all__ = ["Announcement", "announced", "assign_roles", "carries_responsibility"]

_CONJUNCTION = re.compile("和|及|与|暨|并|以及|、|，|；|：|—+|[（）]")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?|\d+|[（）“”]")


class Announcement(Struct, frozen=True):
    """The roles that the words of one heading speak of, in order.

    ``clear`` says of ACHIEVEMENTS that the heading is general (主要举措和成效), not about one subject (普法工作成效);
    ``weak`` that it sounds like RESPONSIBILITY (加强党的领导) and needs its text to confirm it.
    """

    roles: tuple[Role, ...] = ()
    clear: bool = False
    weak: bool = False


@lru_cache(maxsize=4096)
def announced(text: str, words: Roles) -> Announcement:
    """Judge the words of one heading, without its number. Kept: reports share most of their headings."""
    if words.other.word and words.other.word.search(text):
        return Announcement((Role.OTHER,), clear=True)
    text_for_problems = words.problems.mask.sub("", text) if words.problems.mask else text
    masked_plan = words.plan.mask.sub("", text) if words.plan.mask else text
    roles: list[Role] = []
    parts = [part for part in _CONJUNCTION.split(text) if part]
    for part in parts:
        role = _part_role(part, roles, words, text_for_problems, masked_plan)
        if role is not None and role not in roles:
            roles.append(role)
    if Role.RESPONSIBILITY in roles and Role.ACHIEVEMENTS in roles:
        # …履行第一责任人职责的有关情况: 情况 alone announces no achievements.
        specific = re.search("举措|成效|做法|成绩", text)
        if not specific:
            roles.remove(Role.ACHIEVEMENTS)
    weak = not roles or roles == [Role.ACHIEVEMENTS]
    return Announcement(
        tuple(roles),
        clear=Role.ACHIEVEMENTS in roles and _is_general(text, words),
        weak=weak and words.responsibility.weak_word.search(text) is not None,
    )


def _part_role(
    part: str, before: Sequence[Role], words: Roles, text_for_problems: str, masked_plan: str
) -> Role | None:
    part = part.rstrip("等")
    if words.responsibility.word and words.responsibility.word.search(part):
        return Role.RESPONSIBILITY
    if words.plan.word and (found := words.plan.word.search(part)) and found[0] in masked_plan:
        return Role.PLAN
    if words.problems.word and (found := words.problems.word.search(part)) and found[0] in text_for_problems:
        return Role.PROBLEMS
    if words.achievements.word and words.achievements.word.search(part):
        # 存在的问题及措施, 下一步工作思路和举措: measures still to come.
        if Role.PROBLEMS in before:
            return Role.PLAN if not re.search("成效|成绩|情况", part) else Role.ACHIEVEMENTS
        return None if Role.PLAN in before else Role.ACHIEVEMENTS
    return None


def _is_general(text: str, words: Roles) -> bool:
    """Whether little but general words is left: 2021年推进法治政府建设的主要举措和成效."""
    rest = _YEAR.sub("", text)
    if words.achievements.word:
        rest = "".join(words.achievements.word.sub("", part) for part in _CONJUNCTION.split(rest))
    return len(words.achievements.general_word.sub("", rest)) <= 4


def carries_responsibility(text: str, source: str, start: int, end: int, words: Roles) -> bool:
    """Whether an item is about the first responsible person: by its heading, or by its heading and its text.

    Its text is ``source[start:end]``, in the author's characters.
    """
    if words.responsibility.word and words.responsibility.word.search(text):
        return True
    return (
        words.responsibility.weak_word.search(text) is not None
        and words.responsibility.confirmation.search(source, start, end) is not None
    )


class TopHeading(Struct, frozen=True):
    """A first-level heading, what it announces, and its text, for ``assign_roles``."""

    text: str
    year: int | None
    body: str
    said: Announcement


def assign_roles(headings: Sequence[TopHeading], base: int | None, words: Roles) -> list[tuple[Role, ...]]:
    """Roles of the first-level sections, judged together. ``base`` is the year of the title, if it has one."""
    said = [heading.said for heading in headings]
    roles = [list(one.roles) for one in said]
    clear = [one.clear for one in said]
    if base is None:
        years = [h.year for h, r in zip(headings, roles, strict=True) if h.year and Role.PLAN not in r]
        base = min(years, default=None)

    # 四、2022年法治政府建设重点工作 in a report on 2021.
    for index, heading in enumerate(headings):
        if heading.year is None or base is None or heading.year != base + 1 or Role.PLAN in roles[index]:
            continue
        done = re.search("成效|成绩|做法|成果|完成|开展|取得|履行", heading.text)
        if (
            not done
            and roles[index] in ([], [Role.ACHIEVEMENTS])
            and any(other is not heading and other.year != heading.year for other in headings)
        ):
            roles[index] = [Role.PLAN]

    # 全面加强党的领导 is the part on responsibility only where no other is and its text says so.
    if not any(Role.RESPONSIBILITY in r for r in roles):
        for index, heading in enumerate(headings):
            heard = said[index].weak and not (clear[index] and roles[index])
            if heard and words.responsibility.confirmation.search(heading.body):
                roles[index] = [Role.RESPONSIBILITY]
                break

    general = [i for i, r in enumerate(roles) if r and r[0] is Role.ACHIEVEMENTS and (clear[i] or len(r) > 1)]
    first_plan = next((i for i, r in enumerate(roles) if Role.PLAN in r), len(roles))
    for index, one in enumerate(roles):
        thematic = not one or (one == [Role.ACHIEVEMENTS] and not clear[index])
        if not thematic:
            continue
        if general:
            # The achievements stand under their own heading already; this one is a subject beside them.
            roles[index] = [Role.OTHER]
        else:
            roles[index] = [Role.ACHIEVEMENTS] if index < first_plan else [Role.OTHER]
    # 履行第一责任人职责的主要举措: achievements only where no other section is.
    if any(r and r[0] is Role.ACHIEVEMENTS for r in roles):
        for one in roles:
            if Role.RESPONSIBILITY in one and one[0] is not Role.ACHIEVEMENTS and Role.ACHIEVEMENTS in one:
                one.remove(Role.ACHIEVEMENTS)
    return [tuple(one) for one in roles]
