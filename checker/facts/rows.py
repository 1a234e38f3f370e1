"""Rows of names in running text: 甲、乙和丙 · “甲”“乙” · 《甲》《乙》 · 健全…，完善…，加强….

A row rarely has but one reading: 和 joins two names or stands in one, the first names of the clause may belong to
something else, what looks like two names may be one verb with two objects. A row therefore has all the lengths that
some reading gives it, and a weight that says how much it looks like a row at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

__all__ = ["CLEAR", "LIKELY", "POSSIBLE", "Row", "read_row", "stretch_after", "stretch_before", "trailing_marked"]

CLEAR, LIKELY, POSSIBLE = 3, 2, 1  # the weights of a row

_MARKS = re.compile(r"[“”‘’《》（）、，；：。！？\n+]")
_OPENING = frozenset("“‘《（")
_CLOSING = frozenset("”’》）")
_JOIN = re.compile(r"以及|及其(?=他)|[和及与或](?!谐|解|睦|时|格|早|会|案|平)")
_UNIT = re.compile(r"“[^“”]*”(?:（[^（）]*）)?|《[^《》]*(?:〈[^〉]*〉[^《》]*)?》(?:（[^（）]*）)?")
_UNITS = re.compile(rf"(?:{_UNIT.pattern})(?:(?:和|及|与|以及|或|＋|\+)?(?:{_UNIT.pattern}))*")
# 和 within the name of one trade: 教育、应急管理、人力资源和社会保障三个部门.
_ONE_NAME = re.compile(
    r"(?<=人力资源)和(?=社会保障)|(?<=住房)和(?=城乡建设)|(?<=自然资源)和(?=规划)|(?<=业)和(?=信息化)|(?<=经济)和(?=信息化)|"
    r"(?<=文化)和(?=旅游)|(?<=发展)和(?=改革)|(?<=国民经济)和(?=社会发展)|(?<=保护)和(?=修复)|(?<=建设)和(?=管理)|"
    r"(?<=权利)和(?=义务)|(?<=公民)和(?=法人)|(?<=质量)和(?=效率)|(?<=指导)和(?=监督)"
)
_ASIDE = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")
# What begins a clause: a later member that holds it may be where the row really begins.
_FRESH = re.compile(r"[的对将把在向由从等于]|及其|各|围绕|聚焦|针对|通过|按照|以及")
_VERB = re.compile(
    r"(?:进一步|持续|全面|深入|大力|积极|扎实|不断|着力|切实|依法|统筹|先后|分别|共同|重点)?"
    r"(?:健全|完善|建立|建设|建成|构建|搭建|打造|推进|推动|推行|推出|落实|加强|强化|深化|开展|实施|实行|组织|组建|规范|"
    r"提升|提高|优化|坚持|制定|出台|印发|修订|修改|编制|公布|发布|开辟|开通|设立|成立|设置|配备|配齐|聘请|选派|选聘|"
    r"举办|召开|参加|参与|办理|受理|审理|审结|化解|调解|排查|整治|查处|查办|清理|废止|梳理|整合|整改|优先|简化|压缩|"
    r"减少|降低|取消|下放|承接|明确|严格|严把|严守|严查|抓好|抓实|抓牢|做好|做实|做优|做细|做到|守住|筑牢|夯实|压实|"
    r"拓宽|拓展|畅通|创新|引导|引入|支持|保障|维护|保护|促进|助力|服务|培育|培养|培训|宣传|学习|贯彻|执行|履行|指导|"
    r"督促|监督|检查|考核|评估|评查|评选|通报|约谈|运用|利用|依托|发挥|突出|紧盯|紧扣|涉及|包括|统一|主动|认真|建好|"
    r"用好|选好|管好|理顺|厘清|摸清|解决|破解|消除|防范|打击|遏制|公开|公示|送|建|抓|强|促|优|保|治|破|立|改|查|审|定)"
    r"(?!性|化|者|员|人员|工作|机关|部门|单位|中心|清单|制度|事项|机构|平台|程序|办法|条例)"
)


_AT_FIRST = 70


def stretch_before(text: str, place: int, separators: str, most: int = 240) -> tuple[int, list[int]]:
    """Where the stretch before ``place`` begins that nothing but ``separators`` divides, and their places.

    What stands in brackets or quotes is passed over; a stretch begins behind the bracket or quote that it stands in.
    """
    if most > _AT_FIRST:  # nearly every stretch is short
        begin, near = stretch_before(text, place, separators, _AT_FIRST)
        if not begin or begin > place - _AT_FIRST:
            return begin, near
    found: list[int] = []
    depth = 0
    floor = max(0, place - most)
    for match in reversed(list(_MARKS.finditer(text, floor, place))):
        char = match.group()
        if char in _CLOSING:
            depth += 1
        elif char in _OPENING:
            if not depth:
                return match.end(), found[::-1]
            depth -= 1
        elif not depth:
            if char not in separators:
                return match.end(), found[::-1]
            found.append(match.start())
    return (0, found[::-1]) if not floor and not depth else (floor, [])


def stretch_after(text: str, place: int, separators: str, most: int = 400) -> tuple[int, list[int]]:
    """Where the stretch from ``place`` on ends that nothing but ``separators`` divides, and their places."""
    found: list[int] = []
    depth = 0
    limit = min(len(text), place + most)
    for match in _MARKS.finditer(text, place, limit):
        char = match.group()
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            if not depth:
                return match.start(), found
            depth -= 1
        elif not depth:
            if char not in separators:
                return match.start(), found
            found.append(match.start())
    return (limit, found) if limit == len(text) else (limit, [])


class Row(Struct, frozen=True):
    """Names in a row. ``lengths``: how many there are by some reading; ``likely`` by the plainest one."""

    names: tuple[str, ...]
    lengths: frozenset[int]
    likely: int
    open: bool
    weight: int
    start: int
    end: int
    doubtful: frozenset[int] = frozenset()  # lengths that only a far-fetched reading gives
    ending: str = ""  # what all the names end with
    kin: bool = False  # whether their endings are of one kind
    proper: bool = False  # whether they are named as organs, places, documents or persons are


def read_row(text: str, start: int, end: int, separators: Sequence[int], leads: bool = True) -> Row | None:
    """The row that fills a stretch of text. ``leads``: its first name may have other words before it."""
    edges = [start - 1, *separators, end]
    members = [text[a + 1 : b] for a, b in pairwise(edges)]
    is_open = False
    cut = members[-1].rstrip()
    for sign in ("等等", "等"):
        if cut.endswith(sign):
            is_open, cut = True, cut[: -len(sign)]
            break
    members[-1] = cut
    if not all(members) or any(len(member) > 40 for member in members[1:]):
        return None
    bare = [_ONE_NAME.sub("", _ASIDE.sub("", member)) for member in members]
    marked = [_quoted(member, first=leads and index == 0) for index, member in enumerate(members)]
    if sum(max(1, count) for count in marked) < 2 and not _JOIN.search(bare[0]):
        return None
    names = tuple(name for member, count in zip(members, marked, strict=True) for name in _names(member, count))
    if all(marked):
        total = sum(marked)
        return Row(names, frozenset({total}), total, is_open, CLEAR, start, end)
    return _plain(members, bare, marked, names, is_open, leads, start, end)


def trailing_marked(text: str, start: int, end: int, separators: Sequence[int], is_open: bool) -> Row | None:
    """The names in marks that end a stretch, behind other words: 县委办、县政府办印发《甲》《乙》; None below two."""
    edges = [start - 1, *separators, end]
    total, first = 0, end
    for a, b in zip(reversed(edges[:-1]), reversed(edges[1:]), strict=True):
        member = text[a + 1 : b]
        count = _quoted(member, first=True) if member else 0
        if not count:
            break
        units = list(_UNIT.finditer(member))[-count:]
        total, first = total + count, a + 1 + units[0].start()
        if units[0].start():
            break
    else:
        a = start - 1
    if total < 2 or (first == a + 1 and a >= start):
        return None  # a row that begins with names without marks
    names = tuple(unit.strip("“”《》") for unit in _UNIT.findall(text[first:end]))[-total:]
    return Row(names, frozenset({total}), total, is_open, CLEAR, first, end)


def _quoted(member: str, first: bool) -> int:
    """How many names in quotation or title marks make up the member; 0 where it is not made of such."""
    if member[-1] not in "”》）":
        return 0
    match = _UNITS.search(member) if first else _UNITS.match(member)
    while match is not None and match.end() != len(member):
        match = _UNITS.search(member, match.end()) if first else None
    return len(_UNIT.findall(match.group())) if match is not None else 0


def _names(member: str, quoted: int) -> list[str]:
    if quoted < 2 and not (quoted and member[-1] in "”》"):
        return [member]
    return [unit.strip("“”《》") if unit[-1] in "”》" else unit for unit in _UNIT.findall(member)]


def _plain(
    members: Sequence[str],
    bare: Sequence[str],
    marked: Sequence[int],
    names: tuple[str, ...],
    is_open: bool,
    leads: bool,
    start: int,
    end: int,
) -> Row | None:
    """A row at least some of whose names stand without marks."""
    count = len(members)
    ending = _common_ending([b for b in bare if b])
    proper = _kin([b for b in bare if b])
    endings = (ending,) if ending else proper
    verbs = [_leads_object(b) for b in bare]
    even = count > 2 and len({len(b) for b in bare[1:]}) == 1  # 繁简分流、调解前置、听证公开: one rhythm
    lowest = [max(1, m) for m in marked]
    highest = list(lowest)
    likely_more, surely_more = 0, False
    for index, name in enumerate(bare):
        joins = [m for m in _JOIN.finditer(name) if m.start() and m.end() < len(name)]
        if not joins:
            continue
        if endings and index:
            joins = [
                m for m in joins if name[: m.start()].endswith(endings)
            ]  # 县人力资源和社会保障局 is one of several 局
        highest[index] += len(joins)
        if index == count - 1 and len(joins) == 1:
            left, right = name[: joins[0].start()], name[joins[0].end() :]
            others = [len(b) for b in bare[1:-1]] or [len(left)]
            alike = left[-1] == right[-1] or abs(len(left) - len(right)) <= 1
            if alike and min(len(left), len(right)) + 2 >= min(others):
                likely_more = 1
                surely_more = left[-1] == right[-1] or (count > 2 and {len(left), len(right)} == set(others))
    if len(highest) > 1 and highest[0] > lowest[0]:
        left, right = _halves(bare[0])
        if endings and not left.endswith(endings):
            highest[0] = lowest[0]  # 下设办公室和执法、司法、普法: the row begins behind 和
    lengths: set[int] = set()
    doubtful: set[int] = set()
    for first in range(count):
        if first and not (leads and _begins(bare, verbs, first, even)):
            continue
        by_verb = first and not _FRESH.search(bare[first][1:-1])
        into = doubtful if by_verb and len(ending) > 1 else lengths
        least, most = sum(lowest[first:]), sum(highest[first:])
        into.update(range(least, most + 1))
    likely = sum(lowest) + likely_more
    if any(verbs[1:]) and not all(verbs[1:]) and not even:
        (doubtful if len(ending) > 1 else lengths).add(
            1 + sum(verbs[1:])
        )  # 健全公示、记录制度，完善…: a verb may have two objects
    if count > 2 and bare[0][-1:] in _LEVEL_CHARACTERS and bare[1][:1] in _LEVEL_CHARACTERS:
        run = next((i for i, b in enumerate(bare[1:], 1) if b[:1] not in _LEVEL_CHARACTERS or len(b) > 2), count)
        if run < count and bare[run][0] in _LEVEL_CHARACTERS:
            lengths.update(range(max(1, min(lengths) - run), min(lengths)))  # 省、市、县人大建议 may be one
    if surely_more and count >= 2 and len(lengths) > 1:
        lengths.discard(sum(lowest))  # 白沙镇和云岭乡 are two
    weight = _weight(bare, marked, bool(endings), verbs, likely_more)
    return Row(
        names,
        frozenset(lengths),
        likely,
        is_open,
        weight,
        start,
        end,
        frozenset(doubtful - lengths),
        ending,
        bool(endings),
        bool(proper),
    )


def _halves(name: str) -> tuple[str, str]:
    joins = list(_JOIN.finditer(name))
    return name[: joins[-1].start()], name[joins[-1].end() :]


_LEVEL_CHARACTERS = frozenset("国省市县区镇乡村")


def _leads_object(name: str) -> bool:
    """健全制度: a verb with an object; 审查 alone is a name."""
    match = _VERB.match(name)
    return match is not None and len(name) >= match.end() + 2


def _begins(bare: Sequence[str], verbs: Sequence[bool], index: int, even: bool) -> bool:
    """Whether the row may begin with this member, the ones before it belonging to something else."""
    name, rest = bare[index], bare[index + 1 :]
    if _FRESH.search(name[1:-1]) or (name and name[0] in "对将把在向由从"):
        return True
    if even:
        return False
    if verbs[index] and not any(verbs[index + 1 :]) and rest:
        return True
    if not rest:
        return False
    return len(name) >= max(map(len, rest)) + 5 and _common_ending([bare[index - 1], name]) == ""


# Endings of one kind: what bears them stands in one row.
_KINDS_OF_ENDING = (
    ("局", "委", "办", "院", "队", "部", "厅", "中心", "公室", "协会", "联合会", "妇联", "工会", "海关"),
    ("镇", "乡", "街道", "村", "社区", "县", "市", "区", "开发区", "园区"),
    ("法", "条例", "规定", "规则", "细则", "意见", "方案", "决定", "通知", "制度", "规程", "指引", "标准", "清单"),
    ("员", "者", "长", "师", "官", "干部", "律师", "书记", "主任", "代表", "民警", "辅警", "工作者", "工作室"),
)  # fmt: skip


def _kin(names: Sequence[str]) -> tuple[str, ...]:
    """The endings of the one kind that all the names belong to, if there is one."""
    if len(names) < 2:
        return ()
    return next((kind for kind in _KINDS_OF_ENDING if all(name.endswith(kind) for name in names)), ())


def _common_ending(names: Sequence[str]) -> str:
    if len(names) < 2:
        return ""
    length = 0
    shortest = min(map(len, names))
    while length < min(shortest, 6) and len({name[-length - 1] for name in names}) == 1:
        length += 1
    return names[0][len(names[0]) - length :] if length else ""


def _weight(bare: Sequence[str], marked: Sequence[int], kin: bool, verbs: Sequence[bool], more: int) -> int:
    """How much the members look like names of one kind."""
    rest = [len(b) for b, m in zip(bare[1:], marked[1:], strict=True) if not m]
    if more and len(rest) > 1:
        rest = rest[:-1]
    if not rest:
        return LIKELY
    spread = max(rest) - min(rest)
    if kin and max(rest) <= 20:
        return CLEAR if len(bare) > 2 else LIKELY
    if max(rest) > 16:
        return 0
    if all(verbs[1:]) and len(bare) > 2:
        return LIKELY
    if spread <= 1:
        return LIKELY
    return LIKELY if spread <= 9 else 0
