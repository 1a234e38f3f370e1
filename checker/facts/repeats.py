"""A figure named again: 制定规范性文件12件 … 制定的12件规范性文件全部报备 · 全县17个乡镇 … 全县17个乡镇.

The second mention points back: by 上述, by a relative clause (制定的…), by a word for all after it (…均, …全部), or
because both stand for all there are (全县…, 现有…). Which figure is meant is told by noun and unit, never by value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.claim_words import ClaimWords
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Repeat

__all__ = ["find_definite", "find_echoes", "find_repeats", "find_wholes"]

_NOUN = re.compile(r"^(?P<noun>[\u4e00-\u9fff“”]{0,14}?)(?P<all>已?(?:全部|均|都|悉数|逐一|无一|一律|已全|也全|皆)|$)")
_POINTING = ("上述", "以上", "前述", "这", "该")
_RELATIVE = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2,10})的$")
_WHOLE = re.compile(
    r"(?:全[县区市镇乡州旗省]|全街道|下辖|所辖|辖区|现有|共有|现辖|辖|[我本][县区市镇乡])(?:现有|共有|设有|内)?$"
)
_PLACE = re.compile(
    r"(?:乡镇街道|乡镇（街道）|镇街|乡镇|街道|行政村|村居|村（社区）|社区|司法所|派出所|县区|区县|县（市、区）|镇|乡|村)(?![\u4e00-\u9fff]{0,2}(?:干部|书记))"
)
_WHOLE_NAMED = re.compile(
    r"(?:全[县区市镇乡州旗省]|下辖|所辖|辖区|[我本][县区市镇乡])(?:现有|共有|设有|现辖|共辖)(?P<noun>[\u4e00-\u9fff（）]{1,8})$"
)
_NAMED_PLACES = ("所", "镇", "街", "道", "村", "居", "社区", "区县", "县区", "）", "乡")
_PARTIAL = re.compile(r"(?:其中|另有|另|还有|余下|其余|剩余|剩下|部分|选取|选择|在|对|从|由|近|新|第)$")
_ANOTHER = re.compile("其中|增加|减少|增长|下降|不予|未|上年")
_CHOSEN = re.compile(r"(?:选取|选择|确定|抽取|抽查|推荐|其中|在|部分|对|从)$")
_NOT_ALL = re.compile(r"(?:其中|另有|其余|剩余|同比|较上年|比上年|上年|去年|累计|以来|每|平均|各)")
_VERBS = (
    frozenset(("制定", "出台", "印发", "制发", "发布", "起草")),
    frozenset(("审结", "办结", "结案")),
    frozenset(("受理", "立案")),
    frozenset(("收到", "接收", "新收", "接到", "接件", "征集", "收集", "反馈", "交办", "转办", "发现", "查出")),
    frozenset(("审核", "审查", "审议")),
    frozenset(("办理", "承办")),
    frozenset(("提出",)),
    frozenset(("聘请", "选聘", "配备")),
    frozenset(("调解", "化解", "调处")),
    frozenset(("检查", "抽查", "评查")),
    frozenset(("移送",)),
    frozenset(("撤销",)),
    frozenset(("确认",)),
    frozenset(("废止", "修改", "清理", "保留")),
    frozenset(("查处", "处罚")),
    frozenset(("申请", "提起")),
    frozenset(("作出",)),
    frozenset(("培训", "组织", "开展", "举办")),
)
_MARKED = re.compile("的|上述|以上|前述|这|该|全|均|都|无一|悉数|逐一|辖|现有|共有|我|本")
_LONG_NOUN = 4  # 案件, 问题 are too many things
_EVENT = re.compile(
    r"(?P<verb>制定|出台|印发|制发|发布|审结|办结|受理|收到|接收|审核|审查|办理|承办|调解|化解|查处|作出|开展|举办|组织|发现|交办|清理|废止|"
    r"修改)(?:了|县政府|区政府|市政府)?(?P<noun>[\u4e00-\u9fff]{4,12})$"
)
_REACH = 12  # antecedents that are tried
# What points back right before a number, whatever measure word or verb comes between: 这批118名, 该134条, 上述23件.
_DEICTIC = re.compile(r"(?:这|该|此|那|上述|以上|前述|上列|前面)(?:[批些类次]|的|共|全部)?$")
_OF_THAT = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})(?:[出到过完得好了来]|的是)?的$")
_HANDLED = re.compile(r"(?:对|就|将|把|给|向|为|对照|针对|围绕|按照|依据|依托|根据|确保|督促|推动|组织|实现|完成)$")
# The last characters of what may point back, and of the adverbs.
_LAST_POINTING = frozenset("这该此那述上列面批些类次的共部对就将把给向为照针围按据托保促动织现成前已内今终改后随有时并")
# Where the noun of a count ends: what follows says something of it.
_NOUN_ENDS = re.compile(
    r"(?:均|全部|全数|全都|全(?![球国省市县区镇年面程域员体])|都(?!市)|悉数|逐|无一|无不|一律|一并|一一|已|也|皆|各|分别|先后|当中|中(?!心|介|队|学|小|央|国|医|药|型|层)|里|内(?!部|容|控|设)|"
    r"在|被|由|将|向|对|从|以|于|至|增|减|变|调整|开展|进行|实行|实施|给予|予以|作出|提出|制发|落实|逾|按|依法|及时|得到|参加|通过|完成|的)"
)
_OF_ALL = re.compile(
    r"^(?:已经?|现已|也)?(?:均|全部|全数|全都|全(?![球国省市县区镇年面程域员体])|都(?!市)|悉数|逐|无一|无不|一律|一并|一一|皆|当中|中|里|内)"
)
_WHOSE = re.compile(r"的[\u4e00-\u9fff]{1,6}(?:均|全部|全|都|悉数|无一|一律)")
_REST = re.compile("其余|另有|另外|剩余|尚有|还有|余下|剩下")
_PEOPLE = re.compile(r"^(?:人员|人|同志|学员|队员|成员|骨干|参训人员|参训学员|考生|对象)$")
_STORY = 40
_BARE = 4  # characters of a label that is no more than a verb
_CLAUSE = 14
_EVERYWHERE = ("行政", "执法", "法治", "工作", "政府", "全市", "全县", "全区", "案件", "年度")
_ADVERBS = re.compile(
    r"^(?:目前|现|现已|截至目前|截至年底|到年底|年底前|年内|至此|至今|最终|经整改|其后|随后|已|已有|对此|同时|并)+$"
)
_SEVERAL = re.compile("和(?!解)|(?<![涉普波])及|(?<!参)与|、")  # 对属实和部分属实的12件
_FRAMED = re.compile(r"(?:从|由|自|较|比)[^，；。]{0,16}的$")
_ROW_PARTED = re.compile("[。！？；：]|至|到|增|减|升|降")
# Nouns that go without saying with a measure word: 立案4件；4件案件均已结案.
_PLAIN_NOUNS = re.compile(
    r"^(?:案件|案子|纠纷|申请|问题|线索|事项|任务|人员|人|干部|同志|学员|队员|成员|骨干|选手|对象|考生|律师|单位|企业|机构|部门|家|户|文件|材料|文书|"
    r"案卷|卷宗|建议|意见|条款|项目|点位|点|处|村|社区|乡镇|镇街|个|次|起|批次|产品|场所|设备|车辆)$"
)
_TAIL = re.compile(r"(?:案件|事项|项目|工作|情况|等)$")
# 198件合同中，仍有部分…: a count told before, of which something is said now.
_OF_THEM = re.compile(r"^(?P<noun>[\u4e00-\u9fff“”]{2,10}?)(?:当)?中(?:，|仍|还|有|已|具|取|占)")
_EVERYWHERE_BEFORE = re.compile(r"^(?:全[省市区县州旗镇乡]|我[省市区县镇乡]|街道|全街道|全系统|评查的|审查的)?$")
_NO_NAME = frozenset(("案件", "人员", "工作", "问题", "事项", "情况", "单位", "项目"))


def find_repeats(paragraph: Sequence[Sentence], words: ClaimWords) -> Iterator[Repeat]:
    """The figures of one paragraph that point back to an earlier one of it."""
    earlier: list[tuple[Sentence, Figure]] = []
    for sentence in paragraph:
        marked = _MARKED.search(sentence.text) is not None
        for figure in sentence.counts:
            if earlier and figure.unit and not figure.depth:
                found = tuple(_pointing(sentence, figure, earlier[-_REACH:], words)) if marked else ()
                yield from found or _again(sentence, figure, earlier[-_REACH:], words)
            earlier.append((sentence, figure))


def _pointing(
    sentence: Sentence, figure: Figure, earlier: Sequence[tuple[Sentence, Figure]], words: ClaimWords
) -> Iterator[Repeat]:
    before = figure.before
    pointing = before.endswith(_POINTING)
    relative = _RELATIVE.search(before) if before.endswith("的") else None
    bare = not before.strip("，、；：")
    if not bare and not pointing and relative is None:
        return
    match = _NOUN.match(figure.after)
    if match is None:
        return
    noun, quantified = match["noun"], bool(match["all"])
    if _PARTIAL.search(before) or _NOT_ALL.search(figure.clause[-20:]):
        return
    if bare and not (quantified and sentence.between(max(sentence.start, figure.start - 1), figure.start) in "，。；"):
        return
    noun = re.sub("(?:当)?[中里内]$", "", noun if quantified else noun[:8])
    if quantified:
        noun = re.sub(r"的(?:当事人|申请人|负责人)$", "", noun)
    candidates = [
        (home, one) for home, one in earlier if one.unit == figure.unit and not one.depth and _antecedent(one, words)
    ]
    if not candidates:
        return
    if noun:
        candidates = [(home, one) for home, one in candidates if _named(one, noun)]
    elif not (bare or pointing) or candidates[-1][1] is not earlier[-1][1]:
        if relative is None or len(relative["verb"]) < 4:
            return
        candidates = [(home, one) for home, one in candidates if one.before.endswith(relative["verb"][-4:])]
    if relative is not None and not pointing:
        verb = _verb_of(relative["verb"])
        # 限期整改111处 … 限期整改的111处: told again in the same words
        same = [(home, one) for home, one in candidates if one.before.endswith(relative["verb"][-4:])]
        if not verb and not (same and len(relative["verb"]) >= 4):
            return
        candidates = (
            [(home, one) for home, one in candidates if any(word in one.clause for word in verb)] if verb else same
        )
    if not candidates:
        return
    _, one = candidates[-1]
    span = one.quantity.span.cover(figure.quantity.span)
    only = len({f.quantity.printed for _, f in candidates}) == 1
    between = [f for h, f in earlier if f.start > one.start and f.unit == figure.unit]
    sure = only and not between and (bool(noun) or bare)
    yield Repeat(tuple(f.index for _, f in candidates), figure.index, noun or figure.unit, sure, span, sentence.passage)


def _again(
    sentence: Sentence, figure: Figure, earlier: Sequence[tuple[Sentence, Figure]], words: ClaimWords
) -> Iterator[Repeat]:
    """A count said again in free wording: 接到线索243条，对243条线索逐条核查 · 受访的260家企业 · 这批118名骨干.

    Only a slip of the keys tells that it is another than the one before; equal figures are the same one.
    """
    before = figure.before
    own = before.strip("，、；：")
    if own and own[-1] not in _LAST_POINTING:
        return
    same = [(home, one) for home, one in earlier if _one_kind(one, figure)]
    if not same or not figure.quantity.exact:
        return
    own = _ADVERBS.sub("", own)
    deictic = _DEICTIC.search(before) is not None
    relative = _OF_THAT.search(before) if before.endswith("的") else None
    handled = _HANDLED.search(before) is not None
    if _FRAMED.search(before) or (relative is not None and _SEVERAL.search(figure.clause[-_CLAUSE:])):
        return
    if not (deictic or handled or relative is not None or not own) or _NOT_ALL.search(figure.clause[-20:]):
        return
    if not own and sentence.between(max(sentence.start, figure.item_start - 1), figure.item_start) not in "，。；：":
        return  # one of a row
    end = _NOUN_ENDS.search(figure.after)
    noun = (figure.after[: end.start()] if end is not None else figure.after)[:14]
    rest = figure.after[end.start() :] if end is not None else ""
    of_all = _OF_ALL.match(rest) is not None
    whose = rest.startswith("的") and _WHOSE.match(rest) is not None  # 1356人的成绩全部合格
    named = _in_its_words(figure, same[-1][1])  # 镇政府为365户示范户统一挂牌
    if not (deictic or relative is not None or of_all or whose or (named and (handled or not own))):
        return
    if _REST.search(sentence.between(figure.end, sentence.end)[:_STORY]):
        return
    within = not own and not noun and (whose or rest[:1] in ("中", "里")) and same[-1][1] is earlier[-1][1]
    meant = [
        (home, one)
        for home, one in (same[-1:] if within else same)
        if one.quantity.exact
        and not one.depth
        and _antecedent(one, words)
        and (_alike(home, one, noun, relative, deictic, within) or (named and one is same[-1][1]))
    ]
    if handled or not (own or of_all or whose):  # what is new may be said in the same words
        meant = [(home, one) for home, one in meant if one is same[-1][1] or noun[-2:] in one.label]
    row = _row_before(sentence, figure, same) if deictic or (not own and of_all) else ()
    if row and not deictic and not _PLAIN_NOUNS.match(noun):
        row = ()
    if not meant and not row:
        return
    first = tuple(one.index for _, one in meant)
    span = (meant[0][1] if meant else row[0]).quantity.span.cover(figure.quantity.span)
    equal = tuple(one.index for _, one in same if one.index not in first)
    yield Repeat(
        first,
        figure.index,
        noun or figure.unit,
        False,
        span,
        sentence.passage,
        excused=equal,
        possible=tuple(
            one.index for _, one in same if one.index in equal and relative is not None and _antecedent(one, words)
        ),
        row=tuple(one.index for one in row),
        loose=True,
        partial=not (deictic or relative is not None or of_all or whose),
    )


def _one_kind(one: Figure, other: Figure) -> bool:
    if one.unit == other.unit or one.quantity.group == other.quantity.group == "persons":
        return True
    return "（" in other.unit and one.unit in other.unit.rstrip("）").split("（")  # 26项（条）任务


def _alike(home: Sentence, one: Figure, noun: str, relative: re.Match[str] | None, deictic: bool, within: bool) -> bool:
    """Whether an earlier figure counts what the noun names."""
    text = f"{one.before}{one.after[:14]}"
    if relative is not None and (not noun or not _told_of(home, one, relative)):
        return False
    if len(noun) >= 2 and (noun[-2:] in text or noun[:2] in text):
        return True
    if within:  # 需整改的文件29件，29件中修改17件
        return True
    if one.quantity.group == "persons" and _PEOPLE.match(noun):
        return True
    # 立案4件；4件案件均已结案: what had no noun of its own
    return (bool(_PLAIN_NOUNS.match(noun)) or (deictic and not noun)) and len(one.label) <= _BARE


def _in_its_words(figure: Figure, one: Figure) -> bool:
    """Whether what follows the figure is the noun of an earlier one: 示范户365户 … 365户示范户."""
    return any(one.label.endswith(figure.after[:length]) for length in (2, 3, 4, 5) if len(figure.after) >= length)


def _told_of(home: Sentence, one: Figure, relative: re.Match[str]) -> bool:
    """Whether what a relative clause says was said of the figure: 抽取案卷186卷 … 抽取的186卷案卷."""
    told = f"{one.clause}{one.after}"
    if any(character in told for character in relative["verb"] if character not in "的有可以应"):
        return True
    clause = relative.string[: relative.start()][-2:] + relative["verb"]
    told = home.between(max(home.start, one.clause_start - _CLAUSE), one.end) + one.after
    return any(a + b in told for a, b in pairwise(clause) if a + b not in _EVERYWHERE)


def _row_before(sentence: Sentence, figure: Figure, same: Sequence[tuple[Sentence, Figure]]) -> tuple[Figure, ...]:
    """The figures in a row that the pointing one may add up: 县政府142件，市直部门205件。对这347件案件…."""
    home = same[-1][0]
    if home is not sentence and home is not sentence.previous:
        return ()
    row: list[Figure] = []
    for place, one in reversed(same):
        if place is not home or (row and _ROW_PARTED.search(home.between(one.end, row[0].start))):
            break
        if one.depth or not one.quantity.exact:
            break
        row.insert(0, one)
    return tuple(row) if len(row) >= 2 else ()


def _antecedent(figure: Figure, words: ClaimWords) -> bool:
    return not (_ANOTHER.search(figure.before) or words.previous.search(figure.before))


def _named(figure: Figure, noun: str) -> bool:
    """Whether an earlier figure is of the same noun."""
    stem = _TAIL.sub("", noun) if len(noun) > 4 else noun
    if len(noun) > 4 and figure.before.endswith((noun[:4], noun[:3])):
        return True  # 不合格38批次 … 38批次不合格食品
    text = f"{figure.before}{figure.after[:14]}"
    return len(stem) >= 2 and (stem in text or stem[-4:] in text)


def _verb_of(clause: str) -> frozenset[str]:
    """The verb of a relative clause with those that mean the same."""
    for group in _VERBS:
        if any(clause.endswith(verb) for verb in group):
            return group
    return frozenset()


def find_echoes(sentences: Sequence[Sentence], words: ClaimWords) -> Iterator[Repeat]:
    """制发的21件行政规范性文件 here and 制发行政规范性文件19件 in another paragraph: one verb, one noun, one unit."""
    echoes: list[tuple[Figure, str, frozenset[str], Sentence]] = []
    for sentence in sentences:
        for figure in sentence.counts:
            if not figure.before.endswith("的") or not _once(figure, words):
                continue
            relative, match = _RELATIVE.search(figure.before), _NOUN.match(figure.after)
            verb = _verb_of(relative["verb"]) if relative is not None else frozenset()
            noun = re.sub("(?:当)?[中里内]$", "", match["noun"]) if match is not None else ""
            if verb and len(noun) >= _LONG_NOUN:
                echoes.append((figure, noun, verb, sentence))
    if not echoes:
        return
    units = {figure.unit for figure, *_ in echoes}
    named: dict[frozenset[str], list[tuple[str, Figure]]] = {}
    for sentence in sentences:
        for figure in sentence.counts:
            if figure.unit not in units or figure.before.endswith("的") or not _once(figure, words):
                continue
            plain = _EVENT.search(figure.label)
            if plain is not None and not _NOT_ALL.search(figure.clause):
                named.setdefault(_verb_of(plain["verb"]), []).append((plain["noun"], figure))
    for figure, noun, verb, sentence in echoes:
        others = [
            one
            for name, one in named.get(verb, ())
            if (name.endswith(noun) or noun.endswith(name))
            and one.unit == figure.unit
            and one.quantity.passage != figure.quantity.passage
        ]
        if others:
            indices = tuple(one.index for one in others[-_REACH:])
            yield Repeat(indices, figure.index, noun, len(others) == 1, figure.quantity.span, sentence.passage)


def find_definite(sentences: Sequence[Sentence], words: ClaimWords) -> Iterator[Repeat]:
    """审查各类合同198件 … 198件合同中，仍有部分…, in another paragraph: a count that was told before."""
    counts: list[tuple[Sentence, Figure]] = []
    for sentence in sentences:
        for figure in sentence.counts:
            match = _OF_THEM.match(figure.after + "，") if _once(figure, words) else None
            if match is not None and _EVERYWHERE_BEFORE.match(figure.before.strip("，、；：")):
                pairs = {match["noun"][at : at + 2] for at in range(len(match["noun"]) - 1)} - _NO_NAME
                told = [
                    one.index
                    for home, one in counts
                    if one.quantity.passage != figure.quantity.passage
                    and one.same_kind_of_thing(figure)
                    and any(pair in one.label or pair in one.after for pair in pairs)
                ]
                if told:
                    span = figure.quantity.span
                    group = sentence.passage
                    yield Repeat(tuple(told), figure.index, match["noun"], False, span, group, loose=True, partial=True)
            counts.append((sentence, figure))


def _once(figure: Figure, words: ClaimWords) -> bool:
    """Whether the figure may be one of two mentions: exact, outside brackets, neither last year's nor a part."""
    return bool(figure.unit) and not figure.depth and figure.quantity.exact and _antecedent(figure, words)


def find_wholes(sentences: Sequence[Sentence]) -> Iterator[Repeat]:
    """Figures that stand for all there are of a kind of place, named more than once: 全县17个乡镇, 下辖17个乡镇."""
    earlier: dict[tuple[str, str], list[Figure]] = {}
    for sentence in sentences:
        if _PLACE.search(sentence.text) is None:
            continue
        for figure in sentence.counts:
            noun = _PLACE.match(figure.after)
            whole = _WHOLE.search(figure.before) if noun is not None else None
            if noun is None and figure.before.endswith(_NAMED_PLACES):
                named = _WHOLE_NAMED.search(figure.before)  # 全区现有司法所9个
                noun, whole = (_PLACE.fullmatch(named["noun"]), named) if named is not None else (None, None)
            if noun is None or whole is None or figure.depth or not figure.quantity.exact:
                continue
            if _CHOSEN.search(figure.before[: whole.start()]):
                continue
            known = earlier.setdefault((figure.unit, noun.group()), [])
            if known:
                span = figure.quantity.span
                yield Repeat(
                    tuple(f.index for f in known[-_REACH:]), figure.index, noun.group(), False, span, sentence.passage
                )
            known.append(figure)
