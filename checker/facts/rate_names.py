"""The name of a rate, and which counts carry it: 办结率 is of what was 办结, 按期办结 or 审结, 不合格 is its contrary.

Only words are compared. A name is taken apart into what it is of (案件), how (按期) and what was done (办结); a count
carries it the better the more of these words stand with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from checker.facts.claim_words import ClaimWords

__all__ = ["NameReader", "RateName"]

_NOUN = re.compile(r"(?:率|比例|比率|比重|度)$")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z“”、]{1,24}$")
_QUOTED = re.compile("“?(?P<name>[^“”]*)”")
_BRACKET = re.compile(r"（[^（）]{0,16}）$")
_YEAR = re.compile(r"(?:年度?|[（“”：])+$")
_LAST_OF_YEAR = tuple("年度（“”：")
_NOISE = re.compile(
    r"^(?:全[市区县省年镇]|本[市区县年]|[市区县]?本级|综合|平均|总体?|整体|年度|年内|其中|实现|确保|做到|使|且|并|及|和|与|的|该|其|"
    r"行政机关|案件|工作|事项|问题)+"
)
_MANNER = re.compile(
    r"(?:及时|按时|按期|如期|准时|限时|提前|依法|法定期限内|法定|规定时限内|当场|当日|一次性|首次|网上|线上|全程)"
)
_WAYS = ("网上", "线上", "全程", "当场", "当日", "首次", "一次性", "提前")  # these tell what was done as well
# Words that tell of how well something was done, not what: 调处成功率, 公示及时率.
_RESULTS = ("成功", "完成", "达标", "到位", "及时", "有效", "准确", "规范", "优良", "优秀")
_NEGATIONS = "不未无非免"


class RateName(Struct, frozen=True):
    """``name`` as written; ``core`` what the rate is of; ``manner`` how (按期), "" if not said.

    ``words`` maps what a count may carry to how well that tells (4 the very words, 2 no more than half of them).
    ``joined``: words that the name runs together, all of which count: 优良 → 优秀, 良好.
    """

    name: str
    core: str
    manner: str
    words: tuple[tuple[str, int], ...]
    joined: tuple[str, ...] = ()
    quoted: str = ""
    short: re.Pattern[str] | None = None  # 达标 for 达到…标准, 参训 for 参加…培训
    opinion: bool = False  # what people think of it, which no step of a procedure tells: 满意率
    known: bool = False  # a step that has words of its own
    narrowing: tuple[str, ...] = ()  # what stands before the deed and may narrow what the rate is of: 正职出庭率

    def said_how(self, words: str) -> bool:
        """Whether the words tell as much as the name of how it was done: 按期办结 for 按期办结率."""
        return not self.manner or self.manner in words

    def said_of(self, words: str) -> bool:
        """Whether the words before the rate speak of what its name narrows it to."""
        return self.said_how(words) and (not self.narrowing or any(word in words for word in self.narrowing))

    def told_by(self, words: str) -> int:
        """How well the words beside a count tell that it is what the rate is of; negative for the contrary; 0 not."""
        best = 0
        if self.quoted and self.quoted not in words:  # “最多跑一次”办结率 is not of all that was 办结
            return 0
        for word, weight in self.words:
            at = words.rfind(word)
            if at < 0 or weight <= abs(best):
                continue
            contrary = at > 0 and words[at - 1] in _NEGATIONS and word[0] not in _NEGATIONS
            contrary = contrary or words[max(0, at - 2) : at] in ("没有", "尚未", "未能", "未按")
            best = -weight if contrary else weight
        if not best and self.short is not None and self.short.search(words):
            best = 2
        if best > 0 and self.manner and self.manner in words:
            best += 1
        return best


class NameReader:
    """Takes the names of rates apart; compiled once per rule book."""

    def __init__(self, words: ClaimWords) -> None:
        self._groups = words.synonyms
        self._joined = words.joined_names
        self._common = frozenset(words.common_nouns)
        self._own_base = words.own_base_rates
        self._opinions = words.opinion_rates
        self._steps = words.process_verbs
        self._links = words.rate_links
        self._link = re.compile(f"(?:{'|'.join(sorted(map(re.escape, words.rate_links), key=len, reverse=True))})+$")
        self.taken_apart = lru_cache(maxsize=512)(self._taken_apart)

    def before(self, text: str) -> str:
        """The name of a rate that a text ends with, what links it to its figure left out; "" where there is none."""
        text = self._without_link(text)
        if text.endswith("）"):
            text = self._without_link(_BRACKET.sub("", text))
        if text.endswith(_LAST_OF_YEAR):
            text = _YEAR.sub("", text)
        if not _NOUN.search(text):
            return ""
        found = _WORDS.search(text)
        name = found.group().rsplit("、", 1)[-1] if found else ""
        return name if len(name) > 1 and not name.endswith(("程度", "年度", "制度", "力度", "速度")) else ""

    def _without_link(self, text: str) -> str:
        """The text without the words that link it to its figure."""
        return self._link.sub("", text) if text.endswith(self._links) else text

    def _taken_apart(self, name: str) -> RateName | None:
        """None for a name that says nothing of what was counted, or whose base is no count of the report."""
        if name.endswith(self._own_base):
            return None
        base = _NOUN.sub("", name)
        quoted = _QUOTED.match(base)
        base = base[quoted.end() :] if quoted and quoted.end() < len(base) else base.strip("“”")
        base = re.split(r"率[和及与]", base)[-1] or base
        base = _NOISE.sub("", base)
        found = _MANNER.search(base)
        manner = found.group() if found else ""
        core = _MANNER.sub("", base)
        core = re.sub(r"(?:数量|总数|天数|数)$", "", core) or base
        core = _NOISE.sub("", core) or core
        if not core:
            return None
        words: dict[str, int] = {core: 4}
        # Words of two characters, from the end: 调处成功 is 调处 and 成功, not 处成.
        pieces = [core[max(0, end - 2) : end] for end in range(len(core), 1, -2)]
        pieces = [
            f"{core[at - 1]}{p}" if (at := core.find(p)) > 0 and core[at - 1] in _NEGATIONS else p for p in pieces
        ]
        if pieces and pieces[0] in _RESULTS and len(pieces) > 1:
            words[pieces[0] + pieces[1]] = 4  # 成功调处
        for weight, piece in zip((3, 2, 2), pieces, strict=False):
            if piece not in self._common:
                words[piece] = max(words.get(piece, 0), weight)
        for group in self._groups:
            hit = max((words[word] for word in group if word in words), default=0)
            if hit:
                for word in group:
                    words.setdefault(word, min(hit, 3))
        joined = self._joined.get(core) or self._joined.get(core[-2:]) or ()
        for word in joined:
            words.setdefault(word, 3)
        if manner in _WAYS:
            words.setdefault(manner, 2)
        if len(core) == 1:
            words = {core: 2}
        turned = core[:-3:-1]
        if len(core) == 2 and core[0] != core[1]:
            words.setdefault(turned, 3)  # 收回760份，回收率95%
        known = any(core in group or core[-2:] in group for group in self._groups)
        return RateName(
            name,
            core,
            manner,
            tuple(sorted(words.items(), key=lambda item: -item[1])),
            tuple(joined),
            quoted["name"] if quoted else "",
            re.compile(f"{re.escape(core[0])}[\u4e00-\u9fff]{{0,8}}{re.escape(core[1])}") if len(core) == 2 else None,
            any(word in core for word in self._opinions),
            known or any(word in core for word in self._steps),
            tuple(piece for piece in pieces[1:] if len(piece) > 1 and piece not in self._common),
        )
