"""Names in a row with their number: “甲”“乙”三项制度 · 甲镇、乙镇和丙乡3个乡镇 · 3个镇（甲镇、乙镇和丙镇）.

The number may stand before or after the names. What is told one by one (一是…二是…, 第一期…第二期…) is in
``told_in_order``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from checker.document.model import Span
from checker.document.passage import Passage
from checker.facts.model import Listing, NumberKind, Quantity
from checker.facts.rows import CLEAR, LIKELY, POSSIBLE, Row, read_row, stretch_after, stretch_before, trailing_marked
from checker.facts.told_in_order import find_told, find_told_below, may_be_ordered

__all__ = ["find_listings", "find_spread_listings"]

_MOST = 20
_LEAD_LENGTH = 20  # between a number and the end of its paragraph: 四个方面的突出问题：
_NEAREST = 40  # the last name of a row is no longer
_ROWS = re.compile(r"[、，；：”》（]|级")  # without one of them there is no row
_ROW_REASONS = ("等次", "期次")  # “三强” · 分四期: as a rule an order, beside a row of names a number
_KINDS = (NumberKind.COUNT, NumberKind.SLOGAN, NumberKind.BARE, NumberKind.INDEFINITE)
# Right before the number: what ties it to the names before it.
_TIE = re.compile(
    r"(?P<open>等)?(?P<each>(?:先后|分别|依次|各)(?:开展|组织|举办|召开|进行)?了?)?(?:这|共计|共|总共|以上|上述|的)?$"
)
_TIE_ENDS = frozenset("等后别次各展织办开行了这计共总上述的")
# 把甲、乙、丙作为重大行政决策的三道程序 · 以甲、乙、丙为重点开展三个方面的自查: the row ends before 作为, 为重点.
_AS = re.compile(r"(?:作为|列为|确定为|确立为|明确为|定为|设为|选为|视为|当作)[\u4e00-\u9fff]{0,14}?的?$")
_STRESSED = re.compile(
    r"为(?:重点|抓手|主线|突破口|切入点|着力点|核心|载体|重心)，?(?:，|开展|推进|抓好|深化|实施|组织)[\u4e00-\u9fff]{0,4}$"
)
_TAKEN = re.compile(r"[把将以]")
# What a number of names may count, by the word after it: kinds of things. Not cases, persons or events.
_KIND_UNITS = frozenset("项个张类级大种制库道支步套管关维端方县市区镇乡村省部者员位书调强不必查化性办院长") | {
    "家单", "家部", "家企", "家机", "家成", "家牵", "家责", "家法", "环节", "件大", "件实", "件民",
}  # fmt: skip
# Things and places of which there may be several under one name: only rows of clearly parallel names.
_THING_UNITS = frozenset("份篇条本幅")
_PLAIN_UNITS = frozenset("个项类种条")  # with nothing behind them they may count several of one name
_PLACE_UNITS = frozenset("处所座家地块人幢栋")
# Cases, events, amounts and times: a row beside their number is as a rule of something else. All other words after a
# Chinese numeral may count names of one rhythm: 年初部署、年中督促、年底述职三到位.
_EVENT_UNITS = frozenset(
    "次场期批轮件起宗案例名户元万亿千百年月日天周岁时分秒倍米里公亩吨平余多几成点折角号以十者是被则"
)
_ROUND_UNITS = frozenset("轮次场期批")  # may go with the names one to one: 围绕甲、乙、丙先后开展三轮督察
_TITLE_UNITS = frozenset("部件份本篇项个套")  # what a number right behind 《甲》《乙》 counts
# A number of these may also be of what was done: 在教育、卫生领域新建3所 has no three names.
_MAKING = re.compile(
    r"(?:开展|设立|成立|举办|召开|组织|新建|新增|建成|打造|选派|配备|投入|完成|建立|设置|选聘|聘请|共有|累计|"
    r"达|为|有|评选|命名|获评|印发|制定|出台|签订|签署|至少|不少于|超过|推行|实行|推出|形成|构建|健全|创建|培育|"
    r"坚持|抓好|做好|做到|实现|围绕|聚焦|突出|明确|梳理|提出|采取|近|约|前|后|第|每|各|于|辖|过|了|发现|列出|获)$"
)
# Verbs that are names as well: …、重大执法决定法制审核三项制度.
_NOMINAL = re.compile(
    r"(?:化解|排查|落实|完善|建设|发放|培育|创建|修订|废止|办理|受理|实施|审核|审查|培训|调解|监督|评估|公开|公示|记录|备案|服务|管理|检查|评查|仲裁|复议|诉讼|宣传|审批|处罚|强制|许可|征收)$"
)
_ABSTRACT = re.compile(
    r"(?:制度|机制|环节|方面|措施|举措|工作|职能|事项|程序|方式|领域|体系|任务|重点|关口|内容|类|功能|行为|权力|阶段|职责|流程|行动|活动|支|种|规范|层面|文件|清单|标准|板块|部分|要点|指标|模块|主题|课题|渠道|途径)"
)
# Stock phrases whose number counts other things than the names before them.
_STOCK = re.compile(
    r"(?:两项补贴|八项规定|十项措施|三大攻坚|三大差距|四大班子|两个大局|两个毫不|两个维护|两个确立|四个意识|四个自信|"
    r"几|四好|三农|三定|三会|两新|两会|三公|四风|三资|三区|两高|两法|三无|四上|八五|七五|两不|三权|四下|三新|一体|一站|一张|一网|一件|两个责任|三个责任)"
)
_LEVELS = re.compile(
    r"(?P<top>国家|中央|全国|自治区)?(?P<levels>[国省州盟地市县旗区镇乡街村社居组户站所厅处科师团连]{2,6})$"
)
_NO_LEVEL = frozenset("善全立成建进动现盖托着的对在及和与由从各于是为我本该")  # no name of a level ends with these
_LEVELLED = re.compile(r"级(?:包案|责任|体系|网络|联动|联调|联防|架构|审核|把关|书记|平台|机制|管理)")
_LEVEL_ENDS = frozenset("国家省市县区镇乡街道村社组户部厅局所站委格栋楼园校）")
# Between the number and the names after it.
_NOUN = r"[\u4e00-\u9fffA-Za-z“”·]{0,18}?"
_OPENER = re.compile(
    rf"(?P<noun>{_NOUN})(?:"
    r"(?P<bracket>（)(?:即|分别是|分别为|分别指|包括|为|指)?：?"
    r"|(?P<namely>[，。]?(?:即|也就是|就是|分别(?:是|为|指|由|对应|负责|设在|位于|在)|(?P<each>(?:分别|先后|依次)[\u4e00-\u9fff]{2,4}?了?|分赴)|依次(?:是|为)|具体(?:是|为|包括)|一般指|指的是|是指)[：，]?)"
    r"|(?P<among>，?(?:主要)?(?:包括|包含|涵盖|涉及|有|为|是)[：]?)"
    r"|(?P<colon>：|——)(?:即|分别(?:是|为))?|(?P<comma>，))"
)
_OPENING = frozenset("（：即—分先包涵涉为是就依具指有，")
_PLACED = re.compile(r"[在到于赴由对向与就从将把]")
_JOINED = re.compile(r"[和及与]|以及")
_WITH = re.compile(r"[与同]|联合|携手|牵手|联手")
_OR_ELSE = re.compile(r"[市区县旗盟州乡镇街道办事处园社村居团场苏木单位企业、]{1,12}）")  # 3个县（市、区）
_DEFINED = re.compile(r"“[^“”]*”[是为指即]")
_OTHER_COUNT = re.compile(r"[一二两三四五六七八九十\d]")
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]+")
_SECOND_COUNT = re.compile(r"[两二三四五六七八九十\d]|(?<![统同单唯逐专个])一(?![体致律起次])")
_OPENED_BY_PARTS = re.compile(r"其中|主要|重点|特别是|尤其")
_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_FIGURES = re.compile(r"(?<!\d)(?!1\d{2}(?!\d)|12\d{3}(?!\d))\d")  # but for 110, 12345
_DIGITS = re.compile(r"\d")


def find_listings(
    passage_index: int, passage: Passage, quantities: Sequence[tuple[int, Quantity]]
) -> Iterator[Listing]:
    """All listings with a stated number in one passage. ``quantities``: those of the passage, masked ones included."""
    text = passage.text
    if _ROWS.search(text) is None:
        return
    ordered = may_be_ordered(text)
    for index, quantity in quantities:
        if quantity.kind not in _KINDS and not (
            quantity.reason in _ROW_REASONS or text.startswith("要”", quantity.number_end)
        ):
            continue
        value = quantity.printed
        if not 2 <= value.numerator <= _MOST or value.denominator != 1 or not quantity.exact:
            continue
        if quantity.kind is NumberKind.INDEFINITE and quantity.number_end - quantity.number_start > 1:
            continue
        found = _before(text, quantity) or find_told(text, quantity, ordered) or _after(text, quantity)
        if found is not None and found.weight:
            first, last = min(found.start, quantity.start), max(found.end, quantity.end)
            yield Listing(
                index,
                found.names,
                tuple(sorted(found.lengths)),
                found.open,
                found.weight,
                Span(*passage.place(first, last)),
                passage_index,
            )


def find_spread_listings(
    passages: Sequence[Passage], members: Mapping[int, Sequence[tuple[int, Quantity]]]
) -> Iterator[Listing]:
    """Numbers at the end of a paragraph with a paragraph for each of what they count. ``members``: by passage."""
    for number, quantities in members.items():
        last = quantities[-1][1]
        if last.kind not in _KINDS or not 2 <= last.printed.numerator <= _MOST or not last.exact:
            continue
        if len(passages[number].text) - last.end > _LEAD_LENGTH:
            continue
        told = find_told_below(passages, number, quantities)
        if told is not None:
            span = Span(*passages[number].place(last.start, last.end))
            yield Listing(told.index, told.names, (len(told.names),), False, told.weight, span, number)


# ---- names before their number


def _before(text: str, quantity: Quantity) -> Row | None:
    """Names that stand right before their number."""
    start = quantity.number_start
    if not start:
        return None
    in_quotes = text[start - 1] == "“"
    anchor = start - 1 if in_quotes else start
    tie = _TIE.search(text, max(0, anchor - 7), anchor) if text[anchor - 1] in _TIE_ENDS else None
    cut = tie.start() if tie is not None else anchor
    unit = text[quantity.number_end : quantity.number_end + 2]
    if not cut or not unit or text[cut - 1] in "。；：！？\n（、":
        return None
    kinds = unit[0] in _KIND_UNITS or unit in _KIND_UNITS
    if text[cut - 1] == "，":
        return _clause_before(text, quantity, cut - 1) if kinds and not in_quotes else None
    closed = text[cut - 1] in "”》"
    each = tie is not None and tie["each"] is not None and unit[0] in _ROUND_UNITS
    things = unit[0] in _THING_UNITS or unit[0] in _PLACE_UNITS or unit[0] == text[cut - 1]
    other = (
        not text[start].isdigit()
        and text[start] != "二"
        and unit[0] not in _EVENT_UNITS
        and "\u4e00" <= unit[0] <= "\u9fff"
    )
    if not (kinds or in_quotes or closed or each or things or other):
        return None
    if not closed and text.rfind("、", max(0, cut - _NEAREST), cut) < 0:
        return _levels(text, anchor) if unit[0] == "级" else None
    origin, separators = stretch_before(text, anchor, "、")
    if not separators and not closed:
        return _levels(text, anchor) if unit[0] == "级" else None
    if separators and _NUMERAL.fullmatch(text, origin, separators[0]):
        origin = separators.pop(0) + 1  # 二、…: the number of a paragraph
    if cut <= origin:
        return None
    if (
        text[origin - 1 : origin] == "“"
        and text[origin - 2 : origin] != "”“"
        and text[quantity.end : quantity.end + 1] == "”"
    ):
        return None  # “双向开放、惠通四方”
    is_open = tie is not None and tie["open"] is not None
    of_it = text[anchor - 1] == "的"  # “一张图、一本账”的“两个一”
    if closed and (of_it or not in_quotes) and len(separators) < 2 and (kinds or things or other):
        inner = _inner(text, cut)
        if inner is not None:
            return inner
    if separators and not closed and not in_quotes:
        taken = _taken(text, origin, separators[0], cut, text[start : start + 4])
        if of_it and taken is None:
            return None
        if taken is not None:
            cut, of_it = taken, False
    row = trailing_marked(text, origin, cut, separators, is_open) if closed else None
    row = row or read_row(text, origin, cut + 1 if is_open else cut, separators)
    if row is None:
        return None
    if each:
        return replace(row, weight=POSSIBLE) if len(separators) > 1 else None
    if closed and row.weight == CLEAR:
        # “四项制度”“五个重点”“六项建设”: the count is itself one of the names.
        titles = text[cut - 1] == "》" and unit[0] in _TITLE_UNITS
        return row if not in_quotes and (kinds or things or titles) else None
    if of_it and not _heads_alike(row.names, 1):
        return None
    if unit[0] == "级" and not (
        text[cut - 1] in _LEVEL_ENDS or len(row.ending) > 1 or _LEVELLED.match(text, quantity.number_end)
    ):
        return None  # 馆藏二级文物
    return _plain(text, quantity, row, in_quotes, kinds)


def _taken(text: str, origin: int, first: int, cut: int, number: str) -> int | None:
    """Where the names end that are taken as something (把…作为…的, 以…为重点开展…); None where they are not."""
    if _TAKEN.search(text, origin, first) is None:
        return None
    end = _AS.search(text, max(origin, cut - 22), cut)
    if end is None and "方面" in number:
        end = _STRESSED.search(text, max(origin, cut - 14), cut)
    return end.start() if end is not None else None


def _clause_before(text: str, quantity: Quantity, cut: int) -> Row | None:
    """合同审查、用工规范、纠纷化解，三项服务一站办理: a clause of nothing but names, the number heading the next."""
    origin, separators = stretch_before(text, cut, "、")
    if len(separators) < 2 or (origin and text[origin - 1] not in "。；\n"):
        return None
    row = read_row(text, origin, cut, separators, leads=False)
    if row is None or _DIGITS.search(text, origin, cut) or _OTHER_COUNT.search(text, origin, origin + 1):
        return None
    at_once = text.startswith("管齐下", quantity.number_end)
    even = len({len(name) for name in row.names[at_once:]}) == 1
    if not (even or row.ending) or abs(int(quantity.printed) - row.likely) > 1:
        return None
    return replace(row, weight=LIKELY)


def _inner(text: str, cut: int) -> Row | None:
    """“镇、村、组”三级 · “书面审查+实地走访+座谈听证”三种方式: the row is all in one pair of marks."""
    if text[cut - 1] != "”":
        return None
    for separators in ("、", "+", "，"):
        begin, places = stretch_before(text, cut - 1, separators, 80)
        if places and begin and text[begin - 1] == "“" and text[begin - 2 : begin - 1] != "”":
            row = read_row(text, begin, cut - 1, places, leads=False)
            if row is None or _DIGITS.search(text, begin, cut - 1):
                return None
            return Row(row.names, row.lengths, row.likely, row.open, max(row.weight, LIKELY), begin - 1, cut)
    return None


def _levels(text: str, anchor: int) -> Row | None:
    """省市县三级: every character a level; the first may belong to a name (青石区镇村两级)."""
    match = _LEVELS.search(text, max(0, anchor - 9), anchor)
    if match is None:
        return None
    names = tuple(match["levels"])
    lengths = {len(names)}
    if match["top"]:
        lengths.add(len(names) + 1)
    elif match.start() and "\u4e00" <= text[match.start() - 1] <= "\u9fff":
        lengths.add(len(names) - 1)
        if text[match.start() - 1] not in _NO_LEVEL:
            lengths.add(len(names) + 1)
    if any(pair in match["levels"] for pair in ("乡镇", "村组", "村社", "街镇", "镇街")):
        lengths |= {length - 1 for length in lengths}
    return Row(names, frozenset(lengths), len(names), False, LIKELY, match.start(), anchor)


def _plain(text: str, quantity: Quantity, row: Row, in_quotes: bool, kinds: bool) -> Row | None:
    """Names without marks of their own: only what reads as one row, and whose number is nearly right."""
    first, last, stated = row.start, row.names[-1], int(quantity.printed)
    if text[first - 1 : first].isdigit() or _FIGURES.search(text, first, row.end):
        return None
    noun = text[quantity.number_end : quantity.number_end + 8]
    at = text.find(noun[0], first + 1, row.end)
    if at > 0 and text[at - 1] in "一二两三四五六七八九十":
        return None  # 二级航道、江北三级航道
    echo = row.ending != "" and (row.ending.endswith(noun[:1]) or noun.startswith(row.ending[-2:], 1))
    weight = row.weight
    if (
        (last.endswith("的") and not in_quotes)
        or last.endswith(("及", "和", "或"))
        or len(last) < (1 if noun[:1] == "级" else 2)
    ):
        return None
    if len(row.names) == 2 and not row.kin:
        if stated not in row.lengths and not _ABSTRACT.match(noun.lstrip("大项个类")):
            return None
        weight = POSSIBLE
    if _MAKING.search(last) or (not echo and _STOCK.match(text, quantity.number_start)):
        return None
    if weight < CLEAR and not _alike(row.names) and _NOMINAL.search(last) and not _ABSTRACT.search(noun):
        return None
    if (
        len(row.names) > 2
        and not row.kin
        and len(last) > max(map(len, row.names[1:-1])) + 4
        and not _JOINED.search(last)
    ):
        return None  # 县城管局、县水利局、县交通局联合查处非法采砂两案
    digits = text[quantity.number_start].isdigit()
    if in_quotes:
        # 行政执法“三项制度”, 政府采购“四类”…: what stands before a quoted count may only say of what kind it is.
        if not (weight == CLEAR or _alike(row.names) or (len(row.names) > 2 and noun.startswith("位一体"))):
            return None
    elif (
        noun[:1] in _PLAIN_UNITS
        and noun[1:2] in "，。；、）"
        and not (row.proper or (not digits and (row.kin or _alike(row.names))))
    ):
        return None  # 解决经费、人员、场地问题两个 · 获得省级示范、市级示范4个: there may be several of one name
    elif not kinds and not echo:
        if noun[:1] in _PLACE_UNITS:
            placed = _PLACED.search(text, first, first + 12) is not None
            if len(row.names) < 3 or not (weight == CLEAR or placed or _alike(row.names)):
                return None
            if digits and not placed and weight < CLEAR:
                weight = POSSIBLE
        elif noun[:1] not in _THING_UNITS:
            if not _alike(row.names) and not (row.kin and len(row.names) > 2):
                return None
        elif (weight < CLEAR or noun[1:2] in "，。；、）") and not (
            _heads_alike(row.names) or (not digits and noun[1:2] not in "，。；、）" and _alike(row.names))
        ):
            return None
    if stated in row.lengths:
        return row
    nearest = min(abs(stated - length) for length in row.lengths)
    if nearest > (1 if in_quotes or digits else 2) or abs(stated - row.likely) > 2:
        return None
    if stated in row.doubtful or (stated == row.likely + 1 and _WITH.search(text, first, first + len(row.names[0]))):
        weight = POSSIBLE  # 与甲市、乙市、丙市四地: oneself may be the fourth
    elif weight == CLEAR and not kinds and not echo:
        weight = LIKELY
    return replace(row, weight=weight)


def _heads_alike(names: Sequence[str], length: int = 2) -> bool:
    """法治公园、法治长廊、法治广场; 县公安局、县司法局."""
    return len(names) > 2 and len({name[:length] for name in names[1:]}) == 1


def _alike(names: Sequence[str]) -> bool:
    """Whether the names after the first are of one length or one ending."""
    rest = names[1:]
    return len(names) > 2 and (
        len({len(name) for name in rest}) == 1 or len({name[-1] for name in names}) == 1 or _heads_alike(names, 1)
    )


# ---- names after their number


def _after(text: str, quantity: Quantity) -> Row | None:
    """四类案件，即治安、交通、市场监管、其他 · 三项制度（公示、记录、审核） · 草案3件（《…》《…》《…》）."""
    at = quantity.number_end
    if _OPENING.isdisjoint(text[at : at + 24]):
        return None
    match = _OPENER.match(text, at)
    if match is None or _OPENED_BY_PARTS.search(text, at, match.end()) or _STOCK.match(text, quantity.number_start):
        return None
    noun = match["noun"]
    begin = match.end()
    said = noun.rstrip("”")
    if match["comma"] and not (
        len(said) <= 6 and (len(said) > 1 or said != noun) and text.count(said[-2:], begin, begin + 150) > 1
    ):
        return None  # 做到三结合，甲与乙相结合，…: only where each of them says the counted word again
    if "”" in noun:  # “三河三湖”: two counts in one name
        opened = text.rfind("“", 0, at)
        if opened and text[opened - 1] in "”、和与及":
            return None  # “三大高地”“五大战略”：…
        if _SECOND_COUNT.search(noun) or _OTHER_COUNT.search(text, opened, quantity.number_start):
            return None
    if _DEFINED.match(text, begin):
        return None
    if match["among"] and not (
        match["among"].startswith("，") or match["among"].endswith("：") or text[begin : begin + 1] in "《“"
    ):
        return None
    if match["bracket"] and (_DIGITS.match(text, begin) or _OR_ELSE.match(text, begin)):
        return None
    wide = match["colon"] is not None or match["comma"] is not None
    row = _row_after(text, begin, in_bracket=match["bracket"] is not None, wide=wide)
    if row is None or not row.weight:
        return None
    stated = int(quantity.printed)
    if row.names[-1].endswith("的"):
        return None
    if match["among"] and match["among"].lstrip("，")[:1] in "为有是" and row.weight < CLEAR:
        return None
    nearest = min(abs(stated - length) for length in row.lengths)
    counted = noun.replace("“", "").removesuffix("”").removeprefix("个")
    echoes = len(counted) > 0 and (
        all(name.endswith(counted[-2:]) for name in row.names)
        or (len(counted) > 1 and all(name.startswith(counted[:2]) for name in row.names))
    )
    if match["comma"] and not (echoes and (len(row.names) > 2 or said != noun) and "第" not in said):
        return None
    if match["comma"] and _DIGITS.search(text, row.start, row.end):
        return None
    if stated in row.lengths:
        return row
    weight = CLEAR if echoes else row.weight
    if nearest > (2 if weight == CLEAR else 1):
        return None
    if match["among"] and match["among"].lstrip("，主要")[:2] in ("涉及", "涵盖", "包含"):
        return None  # three campaigns may well concern four things
    if match["each"] or (match["namely"] and text[at] in _EVENT_UNITS and "分别" in match["namely"]):
        if len(row.names) < 3 and not _MONTH.match(row.names[0]) and row.weight < CLEAR:
            return None
        weight = POSSIBLE if row.weight < CLEAR else LIKELY
    if match["among"] and stated > max(row.lengths):
        weight = POSSIBLE  # 包括 need not name all
    return Row(row.names, row.lengths, row.likely, row.open, weight, row.start, row.end)


def _row_after(text: str, begin: int, *, in_bracket: bool, wide: bool) -> Row | None:
    end, separators = stretch_after(text, begin, "、")
    if separators or text[begin : begin + 1] in "《“":
        if in_bracket and text[end : end + 1] != "）":
            return _clauses(text, begin, in_bracket)
        if _DIGITS.search(text, begin, end) and not _MONTH.match(text, begin):
            return None
        row = read_row(text, begin, end, separators, leads=False)
        if row is not None and row.weight and wide and text[end : end + 1] == "，":
            return _or_clauses(text, begin, row)
        return row
    return _clauses(text, begin, in_bracket) if wide or in_bracket else None


def _or_clauses(text: str, begin: int, row: Row) -> Row:
    """The row may be one clause of several: 三项措施：健全公示、记录制度，完善…，加强…."""
    _, commas = stretch_after(text, begin, "、，")
    clauses = sum(text[place] == "，" for place in commas) + 1
    if clauses < 3 or row.weight == CLEAR:
        return row
    return Row(row.names, row.lengths | {clauses, clauses - 1}, row.likely, row.open, row.weight, row.start, row.end)


def _clauses(text: str, begin: int, in_bracket: bool) -> Row | None:
    """三个阶段：…，…，… · 4月督察…，7月督察…，10月督察…: parallel clauses."""
    semicolons_end, semicolons = stretch_after(text, begin, "；，、：")
    parts = [place for place in semicolons if text[place] == "；"]
    commas = [place for place in semicolons if text[place] == "，"]
    places = parts or commas
    if not places:
        return None
    edges = [begin - 1, *places, semicolons_end]
    clauses = [text[a + 1 : b] for a, b in pairwise(edges)]
    if any(len(clause) < 2 for clause in clauses):
        return None
    row = _parallel(clauses)
    if not row and len(clauses) > 2 and max(map(len, clauses)) <= 12 and len({len(c) for c in clauses}) == 1:
        row = len(clauses)  # 零跑腿、…: of one rhythm
    if not row:
        return None
    last = edges[row]
    lengths = {row, len(clauses)} if not parts else {row}
    if parts and row != len(clauses):
        return None
    if parts:
        lengths.add(len(clauses))
    is_open = clauses[row - 1].endswith("等") or (row < len(clauses) and clauses[row].startswith("等"))
    return Row(tuple(c[:14] for c in clauses[:row]), frozenset(lengths), row, is_open, LIKELY, begin, last)


def _parallel(clauses: Sequence[str]) -> int:
    """How many of the clauses, from the first, are built alike; 0 where fewer than two."""
    first = clauses[0]
    count = 1
    if _MONTH.match(first):
        while count < len(clauses) and _MONTH.match(clauses[count]):
            count += 1
        return count if count > 1 else 0
    for clause in clauses[1:]:
        same_length = abs(len(clause) - len(first)) <= 1
        if not (
            (same_length and (clause[0] == first[0] or clause[-1] == first[-1]))
            or (clause[0] == first[0] and abs(len(clause) - len(first)) <= 6)
            or (len(clause) > 3 and clause[-2:] == first[-2:])
        ):
            break
        count += 1
    return count if count > 1 else 0
