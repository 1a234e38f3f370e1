"""Names in a row with their number: “甲”“乙”三项制度 · 甲镇、乙镇和丙乡3个乡镇 · 三件事：一是…二是….

The number may stand before or after the names. Where a 和 may join two names or be part of one, both are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.document.model import Span
from checker.document.passage import Passage
from checker.facts.model import Listing, NumberKind, Quantity

__all__ = ["find_listings"]

_MOST = 20
_BACK = 240  # how far before the number its names may begin
_QUOTED = r"(?:“[^“”]{1,24}”|《[^《》]{1,60}》)"
_QUOTED_RUN = re.compile(rf"(?P<names>{_QUOTED}(?:(?:、|和|及|与|以及)?{_QUOTED})+)(?P<open>等)?")
_CLOSED = ("”", "》", "等")  # what a row of quoted names ends with
_CLAUSE_MARK = re.compile(r"[，；：。！？\n]")
_NAME = re.compile(r"“([^“”]{1,24})”|《([^《》]{1,60})》")
_WORD = r"[\u4e00-\u9fffA-Za-z（）“”·\-]"
_PLAIN_RUN = re.compile(rf"(?P<names>{_WORD}{{1,24}}(?:、{_WORD}{{1,24}})+?)(?P<open>等)?$")
_QUOTED_ROW = re.compile(r"“(?P<names>[^“”、，]{1,10}(?:、[^“”、，]{1,10})+)”(?P<open>等)?$")
# What a number of names may count: project, item, list, level, aspect … but not cases or persons.
_LIST_UNITS = frozenset("项个张类级大种制库") | {
    *(
        "方面",
        "项目",
        "环节",
        "领域",
        "部门",
        "单位",
        "层面",
        "维度",
        "阶段",
        "步骤",
        "平台",
        "机制",
        "体系",
        "清单",
        "要素",
        "关口",
        "片区",
    ),
    *(
        "镇街",
        "乡镇",
        "街道",
        "支队",
        "支综",
        "位一",
        "员一",
        "者合",
        "调联",
        "书同",
        "统一",
        "结合",
        "同步",
        "公开",
        "落实",
        "到位",
        "个一",
        "家单",
        "家部",
        "家企",
    ),
}
_TITLE_UNITS = frozenset("部件份本篇项个套")  # what a number right behind 《甲》《乙》 counts
# A number of these may also be of what was done: 在教育、卫生领域新建3所 has no three names.
_MAKING = re.compile(
    r"(?:开展|设立|成立|举办|召开|组织|新建|新增|建成|打造|选派|配备|投入|完成|建立|设置|选聘|聘请|共有|共计|共|累计|"
    r"达|为|有|评选|命名|获评|印发|制定|出台|至少|不少于|超过|推行|实行|推出|形成|构建|健全|"
    r"坚持|抓好|做好|做到|实现|围绕|聚焦|突出|明确|梳理|提出|采取|近|约|前|后|第|每|各|于)$"
)
# Verbs that are names as well: …、重大执法决定法制审核三项制度.
_NOMINAL = re.compile(
    r"(?:化解|排查|落实|完善|建设|发放|培育|创建|修订|废止|办理|受理|实施|审核|审查|培训|调解|监督|评估|公开|公示|记录|备案|服务|管理|检查|评查|仲裁|复议|诉讼|宣传|审批|处罚|强制|许可|征收)$"
)
_ABSTRACT = re.compile(
    r"(?:制度|机制|环节|方面|措施|举措|工作|职能|事项|程序|方式|领域|体系|任务|重点|关口|内容|类|功能|行为|权力|阶段)"
)
# Stock phrases whose number counts other things than the names before them.
_STOCK = re.compile(
    r"(?:两项补贴|八项规定|十项措施|三大攻坚|三大差距|[两三四八十]大(?!(?:重点|关键|主要|民生|具体)?(?:领域|方面|环节|行业|板块|类|体系|平台))|两个大局|两个毫不|两个维护|两个确立|四个意识|四个自信|"
    r"几|四好|三农|三定|三会|两新|两会|三公|四风|三资|三区|两高|两法|三无|四上|八五|七五|两不|三权|四下|三新|一体|一站|一张|一网|一件|两个责任|三个责任)"
)
_FRESH = re.compile(r"(?:的|对|将|把|在|向|由|从|等|及其|各)")  # a name that may begin a row of its own
_JOIN = re.compile(r"(?:以及|和|及|与|或)")
_ORDERED = re.compile(
    r"(?P<mark>[一二三四五六七八九十]{1,2})(?:是|要)|[（(](?P<bracket>[一二三四五六七八九十]{1,2}|\d{1,2})[）)]|第(?P<nth>[一二三四五六七八九十])，"
)
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_ASPECTS = re.compile(
    r"^(?:个|项|条|点|件|类|大|方面|种|步)?(?:方面|主要|突出|重点|大|具体|关键)?(?:的)?[\u4e00-\u9fff]{0,14}(?:：|，|——|。|；)?"
    r"(?:主要)?(?:即|分别是|分别为|表现在|体现在|表现为|包括|就是)?(?:：|，)?$"
)
_AFTER = re.compile(
    r"[\u4e00-\u9fff“”]{0,10}?(?:（|：|，?即：?|，?包括：?|，?分别为：?|，?分别是：?|——)"
    rf"(?P<names>{_WORD[:-1]}《》\s]{{2,40}}(?:、{_WORD[:-1]}《》]{{2,40}})+)(?P<open>等)?(?P<end>[）。；，]|$)"
)
_MONTHS = re.compile(r"(?P<names>(?:\d{1,2}月(?:份|\d{1,2}日)?(?:、|和|及|与|，|以及)?){2,})[^，；。\d]{0,10}$")
_MONTHS_AFTER = re.compile(
    r"[^，；。\d]{0,20}[，（：]?(?:分别)?(?:于|在|是|为)?(?P<names>(?:\d{1,2}月(?:份|\d{1,2}日)?(?:、|和|及|与|以及)?){2,})"
)
_TIMES = frozenset("次场期批轮届")
_FIRST = ("一是", "一要", "（一）", "（1）", "(一)", "(1)", "第一，")
_OPENED = frozenset("（：即—包分")  # one of them opens the names that follow a number
_MONTH = re.compile(r"\d{1,2}月")


def find_listings(
    passage_index: int, passage: Passage, quantities: Sequence[tuple[int, Quantity]]
) -> Iterator[Listing]:
    """All listings with a stated number in one passage. ``quantities``: those of the passage, masked ones included."""
    text = passage.text
    if not ("、" in text or "”“" in text or "》《" in text or "一是" in text or "（二）" in text or "第二" in text):
        return
    ordered = any(sign in text for sign in _FIRST)
    dated = "月" in text
    counted = "第一" in text
    for index, quantity in quantities:
        if quantity.kind not in (NumberKind.COUNT, NumberKind.SLOGAN, NumberKind.BARE) or not quantity.exact:
            continue
        value = quantity.printed
        if value.denominator != 1 or not 2 <= value.numerator <= _MOST:
            continue
        found = (
            _before(text, quantity)
            or (ordered and _ordered(text, quantity))
            or _behind(text, quantity)
            or (dated and _dates(text, quantity))
            or (counted and _numbered(text, quantity))
        )
        if found:
            names, least, most, is_open, quoted, first, last = found
            span = Span(*passage.place(min(first, quantity.start), max(last, quantity.end)))
            yield Listing(index, names, least, most, is_open, quoted, span, passage_index)


_Found = tuple[tuple[str, ...], int, int, bool, bool, int, int]


def _before(text: str, quantity: Quantity) -> _Found | None:
    """Names that stand right before their number."""
    start = quantity.number_start
    if not start or not (text[start - 1] in "“”》等" or _unit_of_lists(text, quantity)):
        return None
    before = text[max(0, start - _BACK) : start]
    quoted_count = before.endswith("“")
    if quoted_count:
        before = before[:-1]
    origin = start - len(before) - (1 if quoted_count else 0)
    unit = _unit_of_lists(text, quantity)
    closed = before.endswith(_CLOSED)
    run = next((m for m in _QUOTED_RUN.finditer(before) if m.end() == len(before)), None) if closed else None
    if run is not None:
        names = tuple(a or b for a, b in _NAME.findall(run.group("names")))
        # “四项制度”“五个重点”“六项建设”: the count is itself one of the names.
        if quoted_count or not (unit or (before.endswith("》") and text[quantity.number_end] in _TITLE_UNITS)):
            return None
        return names, len(names), len(names), bool(run.group("open")), True, origin + run.start(), start
    inner = _QUOTED_ROW.search(before) if closed and not quoted_count and unit else None
    if inner is not None:  # “镇、村、组”三级
        names = tuple(inner.group("names").split("、"))
        return names, len(names), len(names), bool(inner.group("open")), True, origin + inner.start(), start
    if not unit and not quoted_count:
        return None
    if _STOCK.match(text, start):
        return None
    clause = _CLAUSE_MARK.split(before)[-1]
    run = _PLAIN_RUN.search(clause) if "、" in clause else None
    if run is None or re.search(r"[“”（）]", run.group("names")):
        return None
    return _plain(text, quantity, run, start - (1 if quoted_count else 0) - len(clause) + run.start(), quoted_count)


def _plain(text: str, quantity: Quantity, run: re.Match[str], first: int, quoted_count: bool) -> _Found | None:
    """Names joined by 、 without quotation marks: only what reads as one row, and whose number is nearly right."""
    if text[first - 1 : first].isalnum() and not "\u4e00" <= text[first - 1] <= "\u9fff":
        return None  # 入选国家级12家、绿色园区3个: a figure begins the row
    names = tuple(run.group("names").split("、"))
    is_open = bool(run.group("open")) or names[-1].endswith("等")
    names = (*names[:-1], names[-1].removesuffix("等"))
    last = names[-1]
    noun = text[quantity.number_end : quantity.number_end + 8]
    if not last or last.endswith("的") or any(len(name) > 14 for name in names[1:]) or _MAKING.search(last):
        return None
    if _NOMINAL.search(last) and not _ABSTRACT.search(noun):
        return None
    lengths = [len(name) for name in names[1:]]
    if max(lengths) - min(lengths) > 9:
        return None
    fresh = max((i for i, name in enumerate(names) if i and _FRESH.search(name[:-1])), default=0)
    least = len(names) - fresh
    joins = [len(_JOIN.findall(name)) for name in names]
    most = len(names) + sum(joins)
    if joins[-1] == 1 and not fresh and not sum(joins[:-1]):
        a, b = _JOIN.split(last)
        others = [len(name) for name in names[1:-1]] or [len(a)]
        if a and b and (a[-1] == b[-1] or abs(len(a) - len(b)) <= 1) and min(len(a), len(b)) + 2 >= min(others):
            least += 1  # 白沙镇和云岭乡 are two
            names = (*names[:-1], a, b)
    stated = int(quantity.printed)
    nearest = min(abs(stated - least), abs(stated - most))
    if not least <= stated <= most and (nearest > (1 if quoted_count or text[quantity.number_start].isdigit() else 2)):
        return None
    if quoted_count and not _alike(names):
        return None
    return names, least, most, is_open, False, first, quantity.number_start


def _alike(names: Sequence[str]) -> bool:
    """Whether the names after the first are of one length or one ending."""
    rest = names[1:]
    return len({len(name) for name in rest}) == 1 or len({name[-1] for name in names}) == 1


def _ordered(text: str, quantity: Quantity) -> _Found | None:
    """三件事：一是…，二是…，三是… · 三个方面的不足：（一）…；（二）…."""
    start = quantity.end
    first = next(
        (m for m in _ORDERED.finditer(text, start, start + 60) if _place(m) == 1),
        None,
    )
    if first is None or not _ASPECTS.match(text[quantity.number_end : first.start()]):
        return None
    kind = first.lastgroup
    wanted, end = 2, first.end()
    for mark in _ORDERED.finditer(text, first.end()):
        if mark.lastgroup != kind:
            continue
        place = _place(mark)
        if place == wanted:
            wanted, end = wanted + 1, mark.end()
        elif place == 1:
            break
    counted = wanted - 1
    if counted < 2 or abs(counted - int(quantity.printed)) > 2:
        return None
    names = tuple(f"第{i}" for i in range(1, counted + 1))
    return names, counted, counted, False, True, quantity.start, end


def _numbered(text: str, quantity: Quantity) -> _Found | None:
    """发布案例四批，第一批5件，第二批6件，第三批4件，第四批7件."""
    unit = text[quantity.number_end : quantity.number_end + 1]
    if unit not in _TIMES or not text.startswith(f"第一{unit}", quantity.end + 1):
        return None
    end, counted = quantity.end, 0
    for numeral in _NUMERALS:
        at = text.find(f"第{numeral}{unit}", end, end + 40)
        if at < 0 or "。" in text[end:at]:
            break
        end, counted = at + 3, counted + 1
    if counted < 2 or abs(counted - int(quantity.printed)) > 1:
        return None
    names = tuple(f"第{numeral}{unit}" for numeral in list(_NUMERALS)[:counted])
    is_open = "等" in text[end : end + 10]
    return names, counted, counted, is_open, True, quantity.start, end


def _place(mark: re.Match[str]) -> int:
    words = mark["mark"] or mark["bracket"] or mark["nth"]
    if words.isdigit():
        return int(words)
    if len(words) == 2 and words[0] == "十":
        return 10 + _NUMERALS.get(words[1], 0)
    return _NUMERALS.get(words, 0)


def _behind(text: str, quantity: Quantity) -> _Found | None:
    """四类案件，即治安、交通、市场监管、其他 · 三项制度（公示、记录、审核）."""
    if not _unit_of_lists(text, quantity) or _OPENED.isdisjoint(text[quantity.end : quantity.end + 16]):
        return None
    match = _AFTER.match(text, quantity.end)
    if match is None or re.search(r"\d", match.group()):
        return None
    names = tuple(match.group("names").split("、"))
    if match.group("end") == "，" and not match.group().lstrip("，").startswith(("即", "包括", "分别")):
        return None
    if any(len(name) > 16 for name in names) or _STOCK.match(text, quantity.number_start):
        return None
    joins = sum(len(_JOIN.findall(name)) for name in names)
    stated = int(quantity.printed)
    if (
        not len(names) <= stated <= len(names) + joins
        and min(abs(stated - len(names)), abs(stated - len(names) - joins)) > 1
    ):
        return None
    return names, len(names), len(names) + joins, bool(match.group("open")), False, quantity.start, match.end()


def _dates(text: str, quantity: Quantity) -> _Found | None:
    """分别于3月、6月和9月召开3次."""
    if text[quantity.number_end : quantity.number_end + 1] not in _TIMES:
        return None
    before = text[max(0, quantity.start - 60) : quantity.start]
    match = _MONTHS.search(before)
    if match is not None:
        first = quantity.start - len(before) + match.start()
    else:
        match = _MONTHS_AFTER.match(text, quantity.end)
        if match is None:
            return None
        first = quantity.start
    names = tuple(_MONTH.findall(match.group("names")))
    if abs(len(names) - int(quantity.printed)) > 1:
        return None
    last = match.end() if first == quantity.start else quantity.end
    return names, len(names), len(names), False, False, first, last


def _unit_of_lists(text: str, quantity: Quantity) -> bool:
    """Whether the word after the number counts names: 三项制度, 五张清单, 三级, 四个平台."""
    following = text[quantity.number_end : quantity.number_end + 2]
    return bool(following) and (following[0] in _LIST_UNITS or following in _LIST_UNITS)
