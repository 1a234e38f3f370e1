"""A word written twice in a row: 建设建设, 的的, 进行了进行."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.wording.spelling import WordCosts, WordRows
from checker.knowledge.record import Field

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "repeated-word"
PLACEHOLDERS = frozenset({"written", "word"})

_LONGEST = 12
_NUMERALS = re.compile("[两二三四五六七八九十百千万]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
_PARTICLE = re.compile("[了过]")
_WRITTEN = 15  # the cost of a word that reports may hold: nobody means 范性
_COMMON, _RARE = 10, 99  # the cost of a character that is often a word by itself, and of one that is none
# One character twice, where the second is not the head of another word: look-around for each pair.
_PARTICLES = {
    pair: (re.compile(rf"(?:{before})\Z") if before else None, re.compile(after) if after else None)
    for pair, before, after in (
        ("的的", "[目标有端]", "确|士"),
        ("了了", "为", "解|结|却|然|得|不"),
        ("在在", "[现存所实正内]", "于|编|建|册|校|岗|职|押|审|逃|线|场|全|此|各|这"),
        ("和和", "[调缓温平共总饱柔]", "解|谐|平|睦|缓|气|田|顺|县"),
        ("与与", "[参给赠授]", "会"),
        ("是是", "[凡于就可还只但若总正求]", "非|否"),
        ("对对", "[应针面相绝核]", "象|策|口|接|比|应|外|标|账|照|于|方|待|抗|等|手|立|面"),
        ("为为", "[行成作认以因称视定]", "什|何|民|人|期|此|主|了"),
        ("及及", "", "时|早|格|其|第"),
        ("并并", "[合归]", "购|案|入|联|列|轨|网|行|非|不"),
        ("从从", "[服顺听遵自]", "业|严|而|事|快|重|轻|优|速|实|中|源|根|众|宽"),
        ("将将", "", "军|来|领|士|近|会|于"),
        ("被被", "", "告|申|执|诉|征|侵|害|调|监|检|审|举|保|聘|处|继|动|上|代|委|授|列|评|选"),
        ("把把", "", "关|握|脉|控|守|好|手"),
        ("由由", "", "于|此|衷"),
    )
}


class Parameters(CheckParameters):
    """The words that decide what a repeat means; each string holds words separated by blanks."""

    longest: int = Field(default=_LONGEST, ge=2, le=_LONGEST, description="重复的词语最长几个字")
    verbs: str = Field(default="", description="“进行了进行”这样隔一个“了”“过”也算重复的动词")
    doubled: str = Field(default="", description="本来就可以重叠的词：研究研究、非常非常")
    heads: str = Field(default="", description="前一词的末尾与后一词的开头可能相同的词：公共服务|服务中心")
    singles: str = Field(
        default="", description="可以重叠的字（人人、事事），和前后两词可以各用一个的字（司法局|局党组）"
    )
    endings: str = Field(default="", description="只在词尾、不单独成词的字：规范化化水平")
    tails: str = Field(default="", description="跟在这种词后面，说明后一词另有所属的字：服务服务“中心”")


class _Words(Struct, frozen=True):
    verbs: frozenset[str]
    verb_sizes: tuple[int, ...]
    doubled: tuple[str, ...]
    heads: frozenset[str]
    tails: tuple[str, ...]
    singles: frozenset[str]
    endings: frozenset[str]
    costs: WordRows


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Splits the lists."""
    words = _Words(
        frozenset(parameters.verbs.split()),
        tuple(sorted({len(verb) for verb in parameters.verbs.split()})),
        tuple(parameters.doubled.split()),
        frozenset(parameters.heads.split()),
        tuple(parameters.tails.split()),
        frozenset(parameters.singles.replace(" ", "")),
        frozenset(parameters.endings.replace(" ", "")),
        WordRows(knowledge.model("words", "word_frequencies", WordCosts) if _has_words(knowledge) else None),
    )

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        text = running.text
        if not text:
            return Examination.not_applicable("没有正文")
        faults: list[Fault] = []
        taken = 0  # up to here: repeats come in order and do not overlap
        for start, end, word, severity in _repeats(text, parameters.longest, words):
            if start < taken:
                continue
            taken = end
            written = text[start:end]
            span = Span(*running.place(start, end))
            faults.append(
                Fault(
                    span,
                    values={"written": written, "word": word},
                    suggestion=f"删去重复的“{word}”",
                    replacement=word if severity is None and written == word * 2 else None,
                    severity=severity,
                    identity=(written,),
                )
            )
        return Examination.of(len(running.passages), faults)

    return inspect


def _repeats(text: str, longest: int, words: _Words) -> list[tuple[int, int, str, Severity | None]]:
    """Start, end, the repeated word and a softer severity, in order."""
    found: list[tuple[int, int, str, Severity | None]] = []
    lanes = _Lanes(text)
    for at in lanes.repeats(1):
        particle = _PARTICLES.get(text[at : at + 2])
        if particle is not None:
            before, after = particle
            preceded = before is not None and before.search(text, max(0, at - 1), at)
            if not preceded and not (after is not None and after.match(text, at + 2)):
                found.append((at, at + 2, text[at], None))
        # A Chinese character that stands twice, and not three times from here on.
        elif (
            "\u4e00" <= text[at] <= "\u9fff" and text[at + 2 : at + 3] != text[at] and _is_one_too_many(text, at, words)
        ):
            found.append((at, at + 2, text[at], None))
    found.extend(_verbs_again(text, words))
    for at, length in _echoes(lanes, longest):
        word = text[at : at + length]
        if _HAN.fullmatch(word) and not _is_right(text, at + 2 * length, word, words):
            found.append((at, at + 2 * length, word, _severity(word, words)))
    return sorted(found, key=lambda one: (one[0], -one[1]))


def _has_words(knowledge: Knowledge) -> bool:
    return "word_frequencies" in knowledge.names("words")


def _is_one_too_many(text: str, at: int, words: _Words) -> bool:
    """Whether a character stands twice where a word ends with it and nothing begins with it: 行政|政复议.

    Right are 人人, 扎扎实实, 依法|法治, 司法局|局党组, 纵向|向市县.
    """
    character = text[at]
    if character in words.singles or _NUMERALS.fullmatch(character):
        return False
    around = text[max(0, at - 2) : at + 4]
    if any(character * 2 in word and word in around for word in words.doubled):
        return False  # 立法法
    known = words.costs
    row = known.of(character)
    for start in range(max(0, at - 2), at + 1):
        first = known.of(text[start])
        if any(text[start + 1 : end] in first for end in range(at + 2, at + 5)):
            return False  # one word holds both
    if text[at + 2 : at + 3] == text[at + 3 : at + 4] or any(
        row.get(text[at + 2 : end], _RARE) <= _WRITTEN for end in range(at + 3, at + 6)
    ):
        return False
    if row.get("", _RARE) <= _COMMON and character not in words.endings:
        return False
    return any(text[start + 1 : at + 1] in known.of(text[start]) for start in range(max(0, at - 3), at))


class _Lanes:
    """A text as one great number: shifted by some characters and combined with itself by exclusive or, it is nought
    wherever a character equals the one so many places on. A dozen such steps cost less than one regular expression.
    """

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._width = 2
        encoded = text.encode("utf-16-le", "surrogatepass")
        if len(encoded) > self._width * len(text):  # a character beyond the first plane
            self._width = 4
            encoded = text.encode("utf-32-le", "surrogatepass")
        self._bytes = len(encoded)
        self._number = int.from_bytes(encoded, "little")

    def repeats(self, length: int) -> Iterator[int]:
        """The offset of each stretch of so many characters that is followed by the same again."""
        width = self._width
        lanes = (self._number ^ (self._number >> (8 * width * length))).to_bytes(self._bytes, "little")
        nought = bytes(width * length)
        limit = width * (self._size - 2 * length)
        at = lanes.find(nought)
        while 0 <= at <= limit:
            if at % width == 0:
                yield at // width
                at += width
            else:
                at += 1
            at = lanes.find(nought, at)


def _echoes(lanes: _Lanes, longest: int) -> Iterator[tuple[int, int]]:
    """Offset and length of each stretch of 2 to ``longest`` characters that is followed by the same again."""
    for length in range(longest, 1, -1):
        for at in lanes.repeats(length):
            yield at, length


def _verbs_again(text: str, words: _Words) -> Iterator[tuple[int, int, str, Severity | None]]:
    """进行了进行: the first place for each verb and particle."""
    seen: set[tuple[str, str]] = set()
    for match in _PARTICLE.finditer(text):
        at, particle = match.start(), match[0]
        for size in words.verb_sizes:
            verb = text[at - size : at] if at >= size else ""
            if verb in words.verbs and text.startswith(verb, at + 1) and (verb, particle) not in seen:
                seen.add((verb, particle))
                yield at - size, at + size + 1, verb, None


def _is_right(text: str, end: int, word: str, words: _Words) -> bool:
    if len(set(word)) == 1 or word.startswith("一") or word.endswith(("一", *words.doubled)):
        return True  # 个个, 一步一步, 研究研究
    if _NUMERALS.fullmatch(word):
        return True
    # 公共服务|服务中心: two compounds that share a word.
    return word in words.heads and text.startswith(words.tails, end)


def _severity(word: str, words: _Words) -> Severity | None:
    """A repeat of two characters may still be two words that happen to meet."""
    return Severity.INFO if word in words.heads else None
