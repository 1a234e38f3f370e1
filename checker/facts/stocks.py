"""Stock and flow in free wording: 年初持证892人，新领证76人，注销103人，到年底持证865人.

Which figure was there first and which last is told by time (年初, 2022年底, 原有; 年底, 现有, 尚余) or by a frame of
from and to; which came and which went, by what the verb before it is made of (新, 增, 纳; 退, 撤, 除). A verb that
tells nothing leaves both open: then there are several readings, the likeliest first, and the figures may satisfy any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from checker.facts.changes import is_frame
from checker.facts.figures import Figure, Sentence
from checker.facts.model import Balance
from checker.facts.rounding import is_counted

__all__ = ["find_stocks"]

Sides = tuple[tuple[int, ...], tuple[int, ...]]

_GATE = re.compile(
    r"[年期岁]初|1月1日|原|净|上一|上期|上年|上一年|去年|往年|历年|年[底末]|结转|遗留|积压|跨年|延续|续办|承上|旧存|此前|先前|之前|前期|底数|基数|前的?|(?:由|从)"
)
_YEAR_END = re.compile(r"(?P<year>20\d\d)年(?:度)?(?:年)?(?:底|末|12月(?:31日|底|末))(?!以?前)")
_OPENING = ("初", "原", "末", "往", "底", "结转", "遗", "积", "跨", "续", "承", "存", "前")  # one is in all that opens
_YEAR = re.compile(r"(20\d\d)年")
_OPEN = re.compile(
    r"[年期岁]初|1月1日|(?<!平)原(?![告因则件油址理料始任价文单市县区乡镇工质法旨])|"
    r"(?:上|去|前|往|历|上一|前一)年(?:度)?[^，；。]{0,10}?(?:结转|转结|接转|转来|转入|移交|未结|未办|未完|没有|没办|遗留|留存|留下|库存|结存|积压|滚存|剩余|在册|在库|有效|续|末|底|[结剩压拖欠]下)|"
    r"上一?[\u4e00-\u9fff]{0,3}(?:期|季度?|月)[末底]|"
    r"结转(?![下次至到入]|[^，；。]{0,6}(?:下年|次年|20\d\d))|接转(?!下)|遗留|积压|跨年|延续|续办|续履行|带到今|最初|起初|当初|承上|承接上|旧存|旧有|存量|此前|先前|之前|前期|底数|基数|"
    r"(?:调整|清理|修订|修改|改革|整合|精简|优化|合并|机构改革)前"
)
_LEFT = re.compile(
    r"尚|仍|还[剩有]|余|剩|结存|库存|留存|未结|未办|未审|在办|待办|待结|手头|手上|手里|压着|转入?(?:下|次|20)|结转|留待|跨入|保留|继续有效|实有|现有|现存|"
    r"(?:调整|清理|修订|修改|改革|整合|精简|优化|合并|更新|变更)后"
)
_CLOSE = re.compile(
    r"(?<![上去前往])年(?:末|底|终)|岁末|期末|月[末底]|12月31日|现保留|现共|现行|目前|截至|至今|如今|实际执行"
)
_NEVER = re.compile(
    r"年[底末]前|同比|环比|[较比](?:上年|去年|20)|累计|其中|净[增减]|多[出了]$|少了$|平均|人均|每|占|达到?[\d.]*%|不予受理|涉及|参[与加]|罚[款金]|罚没[款金收]|日前"
)
_SUM = re.compile(r"(?:共|合计|总计|总[数量]|应办|应当?办理|在手|两项|两者|相加|加起来|加在一起)[^，；。]{0,8}$")
_AFTER = re.compile(r"[，；。、（]")
_OUT = (
    "退|撤|销|废|失效|删|除(?!外|险)|清退|清出|解聘|解除|离|(?<![查排理选评找列提作])出(?!台|具|现|生|资|席|庭|来)|减|办[结完毕复理]|审完|结(?![转余存合构果对业])|化解|处置|处理|"
    "完[毕成]|收回|剔|淘汰|屏蔽|卸|[到届期刑]满|到期|死亡|合并|归并|未续[聘签任]?|停|吊|交回|移[交送]|转[为至]|下放|支付|兑付|支出|使用|消化|答复|劝|"
    "作废|精简|缩|降|取消|收监|划转|划出|关闭|缺|整改|办理|核准|调解|调处|调成|解决|领用|放归|[迁调划]走|走了|清[了偿]|拆|掉|变更执行地"
)
_IN = (
    "[再又新]下放|新|增|补|纳|入(?!户)|吸|聘|招|添|购|领|建|设|立|登|制定|订|接(?!受处|续)|划入|引进|录|颁|扩|收(?![回缴])|获|晋|排查|认定|列|又|再|另|受理|"
    "遴选|培|选|配|加(?!强|大)|生|申请|交办|发(?!现)|核发|冒出|进来"
)
_SIGN = re.compile(f"(?P<out>{_OUT})|(?P<came>{_IN})")
_NEGATED = re.compile(r"(?:未|不再|没有|不予)[\u4e00-\u9fff]?$")
_REFUSED = re.compile("(?:未|没有|没|不予|不)(?:予)?(?:受理|立案)")  # never came in
# 一共化解了36件: what is done with for good went, though a word of sum stands before it.
_ALL_WENT = re.compile(
    "(?:共|合计|总计|累计)(?:已)?(?:注销|撤销|废止|清退|化解|办[结完毕复]|审[结完]|[拆清]除|拆掉|销号|消化|整改)[完毕了]*$"
)
_MISSING = re.compile("[空缺欠差弃未]|请假")
_LACKS = re.compile(
    r"(?:空[编缺岗额员]|缺[编额岗员口位考席勤]|缺少|[尚仍还]缺|^，?缺|欠缺|[尚仍还]差|相差|弃[考权]|未到[会场岗位]?|未参[加考]|请假|空余)"
    r"[^，；。]{0,4}$"
)
_PRESENT = re.compile("(?:实际|实有|实到|参考|应试|到场|到会|到岗|在岗)[^，；。]{0,4}$")
_DUE = re.compile("编制|核定|定编|定员|职数|岗位|应到|应考|应参|应当|报名|报考|计划|需[要配]|席位|名额|应配|应出")
_SINCE = re.compile(
    "[比较和与同]年初(?:的?数)?(?:相比|比较|比)?(?:净|实际|一共|总共)?(?:(?P<fewer>减少|下降|压减|减|少)|增加|增长|增|多)(?:了|出)?$"
)
_NET = re.compile("净(?:增长|增加|减少|增|减)(?:了)?$")
# A figure of the year before that says of nothing that it came or went: 上年度实有队员174人, 上年移下来的5件.
_PRIOR = re.compile(
    r"(?<![比较])(?:上年度?|去年|上一年度?|上期|前一年)(?!同期|[^，；。]{0,3}(?:比|相比))(?P<rest>[^，；。]*)$"
)
_OPEN_YET = re.compile(
    r"[未没](?:有|能|经|曾)?(?:化解|办|结|审|完成|销|整改|处理|解决|答复|执行)|待(?:办|结|审|处理|化解)"
)
_COMPARED = re.compile("[比较][^，；。]{0,8}$")
_FROM = re.compile(r"(?:由|从)[^，；。]{0,14}$")
_TURNED = re.compile(r"[\u4e00-\u9fff]{1,4}(?:为|至|到|成)(?:年[末底]的?|目前的?|现在的?)?")
_MOST_READINGS = 48
_FEWEST = 3


class _Role:
    """What a figure may be."""

    OPEN, CLOSE, CAME, WENT, SUM, UNKNOWN, NONE = range(7)


def find_stocks(sentence: Sentence, following: Sentence | None, year: int | None) -> Iterator[Balance]:
    """The balance of a sentence, or of it and the one that follows, in words that are not fixed.

    ``year`` is that of the report: what stood at the end of an earlier one was there first.
    """
    counts = sentence.counts
    if len(counts) >= _FEWEST and _MISSING.search(sentence.text):
        yield from _vacancies(sentence)
    groups = _groups(counts)
    both: Sequence[list[Figure]] = ()
    if following is not None and counts and any(sign in sentence.text for sign in _OPENING):
        both = [
            figures
            for figures in _groups((*counts, *following.counts))
            if figures[0].start < sentence.end <= figures[-1].start
        ]
    if not (groups or both) or _GATE.search(sentence.text) is None:
        return
    named = [int(match[1]) for match in _YEAR.finditer(sentence.text)]
    if named and (year is None or max(named) > year):
        year = max(named)
    found = False
    for figures in groups:
        if "净" in sentence.text:
            yield from _net(sentence, figures)
        for balance in _balances(sentence, figures, year):
            found = True
            yield balance
    if not found:
        for figures in both:
            yield from _balances(sentence, figures, year, over=True)


def _vacancies(sentence: Sentence) -> Iterator[Balance]:
    """编制126个，在岗109人，尚缺17人 · 报名364人，参考347人，弃考17人: those that are there and those that are not."""
    for whole, there, missing in zip(sentence.counts, sentence.counts[1:], sentence.counts[2:], strict=False):
        if not _LACKS.search(missing.before):
            if not (_LACKS.search(there.before) and _PRESENT.search(missing.before)):
                continue
            there, missing = missing, there  # 报名286人，缺考11人，实际参考275人
        if _DUE.search(whole.before + whole.after) is None:
            continue
        if not all(f.quantity.exact and is_counted(f.quantity) and not f.depth for f in (whole, there, missing)):
            continue
        alike = there.unit == missing.unit or there.quantity.group == missing.quantity.group == "persons"
        posts = whole.unit in (there.unit, "个") or whole.quantity.group == there.quantity.group == "persons"
        if alike and posts and "；" not in sentence.between(whole.end, max(there.start, missing.start)):
            yield _balance(sentence, [((whole.index,), (there.index, missing.index))], (whole, there, missing))


def _net(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Balance]:
    """增设25个、撤并40个，净减少15个."""
    for position, net in enumerate(figures):
        if _NET.search(net.before) is None:
            continue
        flows = [(f, _sign(f.before)) for f in figures[:position] if not _NEVER.search(f.before)]
        came = [f for f, sign in flows if sign == _Role.CAME]
        went = [f for f, sign in flows if sign == _Role.WENT]
        if not came or not went or len(came) + len(went) < len(flows):
            continue
        (went if "增" in net.before else came).append(net)
        sides = (tuple(f.index for f in came), tuple(f.index for f in went))
        yield _balance(sentence, [sides], (*came, *went))


def _groups(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Exact counts outside brackets by what they are counted in; 人 and 名 are one."""
    if len(figures) < _FEWEST:
        return []
    by_unit: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.depth or not figure.unit or not figure.quantity.exact:
            continue
        unit = "人" if figure.quantity.group == "persons" else figure.unit
        by_unit.setdefault(unit, []).append(figure)
    return [members for members in by_unit.values() if len(members) >= _FEWEST]


def _balances(sentence: Sentence, figures: Sequence[Figure], year: int | None, *, over: bool = False) -> list[Balance]:
    roles: list[int] = []
    for figure in figures:
        roles.append(_role(figure, year, came=_Role.CAME in roles))
    framed = None if over else _frame(sentence, figures)
    if framed is not None:
        first, last = framed
        for i, role in enumerate(roles):
            if role in (_Role.OPEN, _Role.CLOSE, _Role.SUM):
                roles[i] = _Role.NONE
        roles[first], roles[last] = _Role.OPEN, _Role.CLOSE
    else:
        opening = [i for i, role in enumerate(roles) if role == _Role.OPEN]
        if not opening:
            # 积案95件当中化解71件，另新增8件，目前还有32件: what is told of first, where the rest came and went
            left = [i for i, figure in enumerate(figures) if roles[i] == _Role.CLOSE and _LEFT.search(figure.before)]
            plain = roles[0] == _Role.UNKNOWN and not over and bool(left) and left[-1] == len(roles) - 1
            if not plain or not {_Role.CAME, _Role.WENT} <= set(roles):
                return []
            opening, roles[0] = [0], _Role.OPEN
        first = opening[0]
        for i in opening[1:]:
            roles[i] = _Role.NONE
        closing = [i for i, role in enumerate(roles) if role == _Role.CLOSE]
        sums = [i for i, role in enumerate(roles) if role == _Role.SUM]
        if not closing and len(sums) == 1 and not over and sums[0] < first:
            closing = sums  # 总数为587人，较年初的562人，增聘68人、解聘43人
            roles[sums[0]] = _Role.CLOSE
        if not closing and first and _COMPARED.search(figures[first].clause) and roles[first - 1] != _Role.NONE:
            closing = [first - 1]  # 模板86种，比年初的79种多出7种，系新编12种、停用5种所致
            roles[first - 1] = _Role.CLOSE
        if not closing:
            if over or roles[-1] not in (_Role.UNKNOWN, _Role.SUM) or first == len(roles) - 1:
                return []
            closing = [len(roles) - 1]
            if not {_Role.CAME, _Role.WENT} <= set(roles[:-1]):
                return []
            roles[-1] = _Role.CLOSE
        last = next((i for i in reversed(closing) if _LEFT.search(figures[i].before)), closing[0])
        for i in closing:
            roles[i] = _Role.CLOSE if i == last else _Role.NONE
    read = list(_read(sentence, figures, roles, first, last, over=over, framed=framed is not None))
    if read and framed is None:
        read.extend(_since(sentence, figures, first, last))
    return read


def _since(sentence: Sentence, figures: Sequence[Figure], first: int, last: int) -> Iterator[Balance]:
    """年初28件，…，年底7件，和年初比减少21件: the two differ by what is said of them."""
    opening, closing = figures[first], figures[last]
    for figure in figures[max(first, last) + 1 :]:
        told = _SINCE.search(figure.before)
        if told is not None and figure.unit == opening.unit == closing.unit:
            fewer = told["fewer"] is not None
            sides = (
                ((opening.index,), (figure.index, closing.index))
                if fewer
                else ((opening.index, figure.index), (closing.index,))
            )
            yield _balance(sentence, [sides], (opening, closing, figure))
            return


def _read(
    sentence: Sentence,
    figures: Sequence[Figure],
    roles: list[int],
    first: int,
    last: int,
    *,
    over: bool,
    framed: bool,
) -> Iterator[Balance]:
    opening, closing = figures[first], figures[last]
    flows = _runs(sentence, figures, roles)
    if not framed and opening.start < closing.start:
        told = [(role, run) for role, run in flows if run[0].start < closing.start]
        if {_Role.CAME, _Role.WENT} <= {role for role, _ in told}:
            flows = told  # 年末现有83件；新制定的7件均已备案: what comes after says it again
    sums = [i for i, role in enumerate(roles) if role == _Role.SUM]
    known = [role for role, _ in flows if role != _Role.UNKNOWN]
    if not known:
        return
    if sums and not framed:
        yield from _over_sum(sentence, figures, flows, opening, closing, sums[0])
        return
    if len(flows) == 1 and len(flows[0][1]) == 1 and not framed:
        return  # what was received stands elsewhere
    if not framed and not {_Role.CAME, _Role.WENT} <= set(known) and len(flows) - len(known) > 1:
        return
    readings = [
        ((opening.index, *came), (*went, closing.index))
        for came, went in _ways(flows, steps=not framed and _Role.CAME in known and _Role.WENT in known)
    ]
    yield _balance(sentence, readings, (opening, closing, *(f for _, run in flows for f in run)))


def _over_sum(
    sentence: Sentence,
    figures: Sequence[Figure],
    flows: Sequence[tuple[int, list[Figure]]],
    opening: Figure,
    closing: Figure,
    position: int,
) -> Iterator[Balance]:
    """上年结转28宗，新立307宗，共335宗；办毕319宗，还剩16宗: the sum stands between what came and what went."""
    whole = figures[position]
    before = [(role, run) for role, run in flows if run[-1].start < whole.start]
    after = [(role, run) for role, run in flows if run[0].start > whole.start]
    if opening.start < whole.start and before and any(role == _Role.CAME for role, _ in before):
        came = [(_Role.CAME, run) for role, run in before if role != _Role.WENT]
        readings: list[Sides] = [((opening.index, *ins), (whole.index,)) for ins, _ in _ways(came, steps=True)]
        yield _balance(sentence, readings, (opening, whole, *(f for _, run in came for f in run)))
    if closing.start > whole.start and after and any(role == _Role.WENT for role, _ in after):
        went = [(_Role.WENT, run) for role, run in after if role != _Role.CAME]
        readings = [((whole.index,), (*outs, closing.index)) for _, outs in _ways(went, steps=True)]
        yield _balance(sentence, readings, (whole, closing, *(f for _, run in went for f in run)))


def _balance(sentence: Sentence, readings: Sequence[Sides], figures: Sequence[Figure]) -> Balance:
    span = figures[0].quantity.span
    for figure in figures:
        span = span.cover(figure.quantity.span)
    (came, went), *others = dict.fromkeys(readings)
    return Balance(came, went, span, sentence.passage, False, tuple(others), True)


def _ways(flows: Sequence[tuple[int, list[Figure]]], *, steps: bool) -> list[Sides]:
    """What came and what went, in every way the words allow, the likeliest first.

    ``steps``: several runs in one role may be steps of one procedure, of which one counts.
    """
    choices: list[tuple[tuple[int, tuple[int, ...]], ...]] = []
    known = {role for role, _ in flows}
    state = _Role.WENT if _Role.CAME in known else _Role.CAME  # what came in is told of first
    for role, run in flows:
        members = tuple(figure.index for figure in run)
        if role != _Role.UNKNOWN:
            state = role
            choices.append(((role, members),))
            continue
        other = _Role.CAME if state == _Role.WENT else _Role.WENT
        choices.append(((state, members), (_Role.NONE, ()), (other, members)))
        state = _Role.WENT
    found: list[Sides] = []
    for chosen in product(*choices):
        came = tuple(i for role, members in chosen if role == _Role.CAME for i in members)
        went = tuple(i for role, members in chosen if role == _Role.WENT for i in members)
        found.append((came, went))
        if len(found) >= _MOST_READINGS:
            break
    if steps:
        came_runs = [
            members for role, members in ((r, tuple(f.index for f in run)) for r, run in flows) if role == _Role.CAME
        ]
        went_runs = [
            members for role, members in ((r, tuple(f.index for f in run)) for r, run in flows) if role == _Role.WENT
        ]
        if len(came_runs) > 1:
            found.extend((one, went) for one in came_runs for _, went in found[:1])
        if len(went_runs) > 1:
            found.extend((came, one) for one in went_runs for came, _ in found[:1])
    return found


def _runs(sentence: Sentence, figures: Sequence[Figure], roles: Sequence[int]) -> list[tuple[int, list[Figure]]]:
    """The flows, those side by side taken together: what tells nothing goes with its neighbour."""
    runs: list[tuple[int, list[Figure]]] = []
    previous: Figure | None = None
    for figure, role in zip(figures, roles, strict=True):
        if role not in (_Role.CAME, _Role.WENT, _Role.UNKNOWN):
            previous = None
            continue
        joined = previous is not None and not _parted(sentence, previous, figure)
        if joined and (role == runs[-1][0] or role == _Role.UNKNOWN):
            runs[-1][1].append(figure)
        else:
            runs.append((role, [figure]))
        previous = figure
    return runs


def _parted(sentence: Sentence, one: Figure, other: Figure) -> bool:
    if other.start >= sentence.end:
        return True
    between = sentence.between(one.end, other.start)
    return any(mark in between for mark in "，；：")


def _frame(sentence: Sentence, figures: Sequence[Figure]) -> tuple[int, int] | None:
    """The two figures in a frame of from and to, where there is only one such frame of counts."""
    found = [
        (i, i + 1)
        for i, (one, other) in enumerate(pairwise(figures))
        if one.end <= other.start
        and other.end <= sentence.end
        and (is_frame(sentence, one, other) or _turned(sentence, one, other))
    ]
    if len(found) != 1 or not all(is_counted(figures[i].quantity) for i in found[0]):
        return None
    return found[0]


def _turned(sentence: Sentence, one: Figure, other: Figure) -> bool:
    """由聘期初的60名充实为72名: a frame whose verb may be any."""
    if one.unit != other.unit or _TURNED.fullmatch(sentence.between(one.end, other.start)) is None:
        return False
    return _FROM.search(one.clause) is not None


def _role(figure: Figure, year: int | None, *, came: bool = True) -> int:
    """``came``: whether anything came in before it, so that it may be a sum of that and what was there."""
    own = figure.before.strip("，、；：（）和及")
    if not is_counted(figure.quantity):
        return _Role.NONE
    named = own if len(own) > 1 else own + figure.after
    if _NEVER.search(own) or _REFUSED.search(own) or _REFUSED.search(_AFTER.split(figure.after, maxsplit=1)[0]):
        return _Role.NONE
    dated = _YEAR_END.search(named)
    if dated is not None and year is not None:
        return _Role.OPEN if int(dated["year"]) < year else _Role.CLOSE
    if _OPEN.search(named):
        return _Role.OPEN
    prior = _PRIOR.search(own)
    if prior is not None and (_OPEN_YET.search(prior["rest"]) or _sign(prior["rest"]) == _Role.UNKNOWN):
        return _Role.OPEN
    summed = _SUM.search(own) if _ALL_WENT.search(own) is None else None
    if summed is not None and not _CLOSE.search(own) and not _LEFT.search(own):
        return _Role.SUM if came or _sign(own[summed.start() :]) != _Role.CAME else _Role.CAME
    if _LEFT.search(named) or _OPEN_YET.search(own):
        return _Role.CLOSE
    timed = _CLOSE.search(named)
    if timed is not None and _sign(named[timed.end() :]) != _Role.WENT:  # 到12月底办毕319宗 went
        return _Role.CLOSE
    sign = _sign(own)
    if sign == _Role.UNKNOWN:
        sign = _sign(_AFTER.split(figure.after, maxsplit=1)[0])
    return sign


def _sign(words: str) -> int:
    """By the last sign in the words: it stands nearest to the figure."""
    signs = list(_SIGN.finditer(words))
    if not signs:
        return _Role.UNKNOWN
    last = signs[-1]
    if last["out"] is not None:
        return _Role.WENT
    return _Role.WENT if _NEGATED.search(words[: last.start()]) else _Role.CAME
