"""Another place's name where the report's own belongs: the trace of a text taken from a neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.gazetteer import Gazetteer
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.places_named import together
from checker.engine.text.section_text import head_words
from checker.outline.model import BodyKind, Level

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "other-place"
PLACEHOLDERS = frozenset({"place", "own", "count", "places"})

_ENDINGS = "区县市旗州盟"
_STEM = re.compile(f"(.{{2,6}}?)(自治[县州旗]|[{_ENDINGS}])")
# 青石市场, 青石县域, 青石区域: the character behind the stem belongs to another word.
_OTHER_WORD = re.compile(
    "市(?:场|民|域|容|政(?!府)|级|直)|县(?:域|级|直|乡|城)|区(?:域|块|间|级|直|划|县|位)|州(?:级|直)|旗(?:下|舰|帜)"
)
_UNKNOWN = re.compile("[区县旗](?=委|人民政府|政府|人大常委会|司法局)")
_UNKNOWN_NAME = re.compile(r"(?<=[，。；：、“（\n在由经对向报])[\u4e00-\u9fff]{2,3}[区县旗]\Z")
# 萧县人民政府: two characters are a name only before an organ.
_SHORT_NAME = re.compile(r"(?<=[，。；：、“（\n])[\u4e00-\u9fff]县")
_SHORT_NAMED = re.compile("县(?=人民政府|政府常务会|司法局)")
_LEFT = re.compile(
    "(?:[在由对向为与和从至到经据是及将把让使请赴省市州盟即]|推进|建设|提升|推动|结合|法治|平安|全面|加强|促进|健全|完善|优化|构建|打造|深化|规范|提高|维护|落实|贯彻|督促|指导|要求|组织|通过|作为|按照|根据|围绕|立足)\\Z"
)
# 审核|区政府文件: what stands before 区政府 is a verb, not a name.
_VERB = re.compile(
    "(?:审核|审查|审议|审定|审批|初审|会审|提请|报请|报送|报经|呈报|呈请|上报|提交|代表|代理|代拟|协助|配合|组织|指导|督促|监督|服务|保障|参与|列席|出席|"
    "参加|主持|召开|邀请|聘请|聘任|担任|充实|落实|执行|贯彻|印发|转发|出台|制定|制发|发布|公布|清理|梳理|修订|修改|废止|起草|承办|办理|评估|备案|"
    "按照|依照|遵照|根据|依据|围绕|作为|经过|通过|接受|完善|健全|强化|规范|明确|调整|成立|推动|推进|协调|请示|汇报|支持|建议|列入|纳入|经由|听取|"
    "印制|编制|公开|收到|答复|反馈|移交|收集|统筹|确保|提升|提高|促进|加强|优化|压实|统一|涉及|包括|研究|发挥|保证|确认|形成|涵盖|覆盖|惠及|囊括|涵括|延伸至|延伸到|下沉至|融入|辐射)[了过]?\\Z"
)
_OPENINGS = frozenset({"", "在", "为", "经", "是", "让", "使", "年", "全年", "同时", "此外", "目前", "按照", "对照"})
_PRONOUNS = re.compile(
    "[全各我本该两市省等其他每区县县域]|地区|新区|园区|高新|经开|开发|城区|辖区|山区|库区|景区|社区|片区|郊区|牧区|灾区|以|及|和|与|将|把|对|向|为|被|由|经|报|请|在|到|从|是|原"
)


class Parameters(CheckParameters):
    """``gazetteer`` names the table. ``visits``: words in the sentence that explain another place (赴…考察, 与…签订);

    ``explains``: those of them that explain even a place that speaks as the report's own; ``issues``: verbs before a
    title that begins with the place;

    ``own_role``: patterns right behind a name that make it the place that speaks; ``before_own``: the same before it;
    ``renamed``: words of a change of name.
    """

    gazetteer: str = "divisions"
    visits: tuple[str, ...]
    explains: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    own_role: tuple[str, ...]
    before_own: tuple[str, ...]
    renamed: tuple[str, ...]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """The gazetteer is parsed with the first report that has a place of its own."""
    table = knowledge.model("gazetteer", parameters.gazetteer, Gazetteer)
    visits = re.compile("|".join(parameters.visits))
    role_behind = re.compile("|".join(parameters.own_role))
    role_before = re.compile(f"(?:{'|'.join(parameters.before_own)})\\Z")
    renamed = re.compile("|".join(map(re.escape, parameters.renamed)))
    explains = re.compile("|".join(parameters.explains) or r"(?!)")
    issued = re.compile(
        f"(?:{'|'.join(parameters.issues) or '(?!)'})[^。；，《》]{{0,8}}(?:《[^《》]{{1,60}}》[、和及]?)*[《〈]\\Z"
    )

    def inspect(reading: Reading) -> Examination:
        own = reading.outline.place
        if not own or not (_STEM.match(own) or reading.outline.body in (BodyKind.PARK, BodyKind.TOWN)):
            return Examination.undetermined("不知道是哪个地方的报告，无法判断地名是不是自己的")
        running = reading.document.running
        text = running.text
        body = _body(reading)
        known = _own_names(own)
        listed = len(known[0]) > 1
        if not listed:
            if reading.outline.level not in (Level.COUNTY, Level.TOWN):
                return Examination.undetermined("不知道所辖的和上级的地名，无法判断地名是不是自己的")
            known = _head_names(reading, own)
        examined = 0
        wrong: dict[tuple[str, Severity | None], list[tuple[int, int]]] = {}
        for name, start, end, sure in (
            *_slips(own, text, table),
            *_named(text, known),
            *_unlisted(reading, text, own, known),
        ):
            examined += 1
            if not body[0] <= start < body[1] or _quoted(text, start):
                continue
            first, last = running.sentence(start)
            rest = text[first:start] + text[end:last]
            if renamed.search(rest):
                continue
            if running.in_title(start):
                speaks = issued.search(text, max(0, start - 90), start) is not None
                if not speaks or explains.search(text, max(first, start - 24), start):
                    continue
                if not listed and name[-1] == "市":
                    continue  # may be the city above
            else:
                speaks = _in_own_role(text, start, end) and _opens_clause(text, first, start)
                if not sure and (explains if speaks else visits).search(rest):
                    continue
            if not sure and not listed and not (speaks and _below_city(name)):
                continue
            severity = None
            if not (sure or speaks or _in_own_role(text, start, end)) or not (
                sure
                or listed
                or (
                    name[-1] != "市"
                    and reading.outline.level is Level.COUNTY
                    and reading.outline.body is not BodyKind.PARK
                )
            ):
                severity = Severity.INFO
            wrong.setdefault((name, severity), []).append((start, end))
        faults: list[Fault] = [
            together(reading, places, {"place": name, "own": own}, severity=severity, identity=(name,))
            for (name, severity), places in wrong.items()
        ]
        return Examination.of(max(examined, 1), faults)

    @lru_cache(maxsize=256)
    def _own_names(own: str) -> tuple[frozenset[str], frozenset[str]]:
        """Names that are the report's own or above or below it; and those beside it (same city)."""
        mine: set[str] = {own}
        beside: set[str] = set()
        exact = [d for name, _, _ in table.places_in(own) for d in table.by_name[name]]
        if not exact:
            # A park of a city bears its short name: 临江高新技术产业开发区.
            exact = [
                d for name, divisions in table.by_name.items() for d in divisions
                if len(name) > 2 and name.endswith("市") and own.startswith(name[:-1])
            ]  # fmt: skip
        for division in exact:
            mine |= division.chain | table.within(division.name)
            if division.city:
                beside |= table.within(division.city)
            elif division.province and not table.within(division.name):
                beside |= table.within(division.province)
        return frozenset(mine), frozenset(beside - mine)

    def _head_names(reading: Reading, own: str) -> tuple[frozenset[str], frozenset[str]]:
        """A place that the gazetteer does not know: its superiors are known only by what the head names."""
        mine = {own}
        for name, _, _ in table.places_in(head_words(reading.document, reading.outline)):
            for division in table.by_name[name]:
                mine |= division.chain | table.within(division.name)
        return frozenset(mine), frozenset()

    def _below_city(name: str) -> bool:
        """Whether only a county, a district or a city of their rank bears the name."""
        return all(division.city or name[-1] in "县区旗" for division in table.by_name.get(name, ()))

    def _opens_clause(text: str, first: int, start: int) -> bool:
        """Whether the place is what the clause speaks of, or is said to be furthered: 推动云溪县……, 结合青石区实际."""
        clause = max(first, *(text.rfind(mark, first, start) + 1 for mark in "，：、“（"))
        before = text[clause:start]
        return before in _OPENINGS or role_before.search(before) is not None

    def _named(text: str, known: tuple[frozenset[str], frozenset[str]]) -> Iterator[tuple[str, int, int, bool]]:
        mine, beside = known
        previous_end, previous = -1, ""
        for name, start, end in table.places_in(text):
            chained = start == previous_end and any(previous in d.chain for d in table.by_name[name])
            previous_end, previous = end, name
            if name in mine or chained or not _begins_here(text, start) or table.by_name[name][0].province == "":
                continue
            if text.startswith(("人民法院", "中级", "检察院", "仲裁", "海关"), end) or _OTHER_WORD.match(text, end - 1):
                continue
            # Of several places of one name, one beside the report's own is meant.
            if name in beside and not _in_own_role(text, start, end):
                continue  # a sibling is named for many good reasons
            explicit = any(
                text.endswith(upper, 0, start) for d in table.by_name[name] for upper in (d.city, d.province) if upper
            )
            if not explicit:
                yield name, start, end, False
        for sign in _SHORT_NAMED.finditer(text):
            match = _SHORT_NAME.match(text, sign.start() - 1) if sign.start() else None
            if match is not None and match[0] in table.by_name and match[0] not in mine:
                yield match[0], match.start(), match.end(), False

    def _unlisted(
        reading: Reading, text: str, own: str, known: tuple[frozenset[str], frozenset[str]]
    ) -> Iterator[tuple[str, int, int, bool]]:
        """A name followed by 委 or 政府 that neither the gazetteer nor the report's head knows."""
        if reading.outline.level is not Level.COUNTY or own[-1] not in "区县旗":
            return
        for ending in _UNKNOWN.finditer(text):
            match = _UNKNOWN_NAME.search(text, max(0, ending.end() - 5), ending.end())
            if match is None:
                continue
            name = match[0]
            if name in known[0] or name in table.by_name or own.endswith(name) or _PRONOUNS.search(name[:-1]):
                continue
            if _VERB.search(name[:-1]):
                continue
            yield name, match.start(), match.end(), False

    def _in_own_role(text: str, start: int, end: int) -> bool:
        return (
            role_behind.match(text, end) is not None or role_before.search(text, max(0, start - 12), start) is not None
        )

    return inspect


def _slips(own: str, text: str, table: Gazetteer) -> Iterator[tuple[str, int, int, bool]]:
    """The report's own name with another ending: 青石县 for 青石区. A city may well share its stem with a county."""
    match = _STEM.fullmatch(own)
    if match is None or len(match[1]) < 2 or match[2] not in ("区", "县", "旗"):
        return
    stem, ending = match[1], match[2]
    position = text.find(stem)
    while position >= 0:
        after = position + len(stem)
        sign = text[after : after + 1]
        slip = sign and sign in "区县旗" and sign != ending and stem + sign not in table.by_name
        if slip and not _OTHER_WORD.match(text, after):
            yield stem + sign, position, after + 1, True
        position = text.find(stem, after)


def _begins_here(text: str, start: int) -> bool:
    """Whether a name may begin at ``start``: not in the middle of 滨海城市."""
    before = text[start - 1 : start]
    return not "\u4e00" <= before <= "\u9fff" or _LEFT.search(text, max(0, start - 4), start) is not None


def _quoted(text: str, offset: int, reach: int = 40) -> bool:
    opened = text.rfind("“", max(0, offset - reach), offset)
    return opened >= 0 and text.find("”", opened, offset) < 0


def _body(reading: Reading) -> tuple[int, int]:
    running = reading.document.running
    span = reading.outline.body_span
    return running.offset_of(span.start), running.offset_of(span.end)
