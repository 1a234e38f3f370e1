"""Years in the prose that look back on the report year: older ones told as current work, later ones told as done.

A year other than the report year is in order in many ways: history, a comparison, a period, a document, an audit of the
year before. What remains opens a clause and is followed by the report's own work.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Literal

from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.text.report_year import OTHER_KIND, horizon, is_rule_of_law_report, settled_year, sure_signature
from checker.engine.text.year_mentions import YearMention, year_mentions
from checker.knowledge.record import Record
from checker.outline.model import Role

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "year-in-prose"
PLACEHOLDERS = frozenset({"found", "expected", "problem"})

_COUNT = re.compile(
    r"\d[\d.,]*(?:余|多)?[万亿]?(?:余|多)?(?:件|起|宗|项|次|场|人|名|份|个|家|条|期|篇|部|户|批|轮|处|元|万元|%)"
)
_SOFT_LEFT = re.compile(
    "[自从由至到比较与同和继早在于以原经对及为]\\Z|截至\\Z|截止\\Z|按照\\Z|根据\\Z|相比\\Z|超过?\\Z|高于\\Z|低于\\Z|始于\\Z|上一?年\\Z|召开的?\\Z|结转\\Z"
)
_SOFT_RIGHT = re.compile(
    "以来|以后|以前|之前|之后|[起后前间]|期间|同期|至|到|[-—~]|版|级|生|的|（|这一|该项|同口径|相应|第[一二三四五六七八九十\\d]+[次届批号]|[、和与及](?:19|20)\\d\\d|第?[一二三四\\d]+期|\\d"
)


_THEN = re.compile(r"(?:全年)?(?:这一数字|该数|仅)?(?:为|是)(?:仅|只有|约)?\d")
_MARKS = re.compile("[，。；：《》“”（）]")
_TITLES = re.compile("《[^》]*》[和、及]?")
# 结转2025年继续推进1项, 转入2025年办理29件: what this year leaves to the next.
_AHEAD_LEFT = re.compile(
    "[到至自从于离距]\\Z|力争|确保|截至\\Z|(?:结转|续转|流转|移交|顺延|延期|延续|延后|推迟|留待)[入到]?\\Z"
    r"|[转延留滚]\Z|(?<![进步迈])入\Z"
)
_AHEAD_RIGHT = re.compile("[起前底末]|以前|之前|[-—~至到]|是[^，。]{0,20}(?:年|开局|起步)|版")
_WORDS = re.compile("[\u4e00-\u9fff]+")
_MANY = 3
_LONG_AGO = 8  # so old a year, opening a sentence about work, is history only where it says so


class YearWords(Record):
    """``rules/calendar/year_words.yaml``: regular expressions that tell history from current work."""

    works: tuple[str, ...]
    whole: tuple[str, ...]
    history: tuple[str, ...]
    compares: tuple[str, ...]
    future: tuple[str, ...]
    annual: tuple[str, ...]
    issues: tuple[str, ...]
    arranges: tuple[str, ...]
    yearly_work: tuple[str, ...]
    ancient_history: tuple[str, ...]
    past_papers: tuple[str, ...]


class Parameters(CheckParameters):
    """``looking_for``: years that are two or more past (stale) or any other out of place (place)."""

    calendar: str = "year_words"
    looking_for: Literal["stale", "place"]


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Every year outside titles, brackets and ranges; then the yearly papers within 《》."""
    words = knowledge.model("calendar", parameters.calendar, YearWords)
    works = _any_of(words.works)
    whole = _any_of(words.whole)
    history = _any_of(words.history)
    compares = _any_of(words.compares)
    future = _any_of(words.future)
    annual = _any_of(words.annual)
    issue_words = _any_of(words.issues)
    issues = re.compile(f"(?:{'|'.join(words.issues)})[^。；，]{{0,12}}\\Z")
    arranged = re.compile(f"(?:{'|'.join(words.arranges)})了?\\Z")
    yearly_work = re.compile(f"[^。；，、]{{0,20}}?(?:{'|'.join(words.yearly_work)})")
    ancient_history = _any_of(words.ancient_history)
    past_papers = _any_of(words.past_papers)
    stale = parameters.looking_for == "stale"

    def inspect(reading: Reading) -> Examination:
        if not is_rule_of_law_report(reading):
            return Examination.not_applicable(OTHER_KIND)
        year = settled_year(reading).year
        mentions = [m for m in year_mentions(reading) if m.in_body and m.role is not Role.PLAN]
        if not mentions:
            return Examination.not_applicable("正文没有写年份")
        if year is None:
            return Examination.undetermined("认不出报告年度")
        counted = Counter(m.year for m in mentions if not (m.titled or m.bracketed or m.ranged))
        often, most = counted.most_common(1)[0] if counted else (year, 0)
        if most > _MANY and most > 2 * counted[year]:
            return Examination.undetermined(f"正文多写{often}年，与报告年度（{year}年）对不上，先核对报告年度")
        faults: list[Fault] = []
        for position, mention in enumerate(mentions):
            if mention.year == year or (mention.year <= year - 2) != stale:
                continue
            if mention.sentence == (mention.start, mention.end):
                continue  # a date that stands by itself
            judged = None
            if mention.titled:
                judged = _yearly_paper(reading, mention, year)
            elif mention.plain:
                later = mention.year > year
                judged = _later(reading, mention, year) if later else _earlier(reading, mentions, position, year)
            if judged is not None:
                problem, severity = judged
                values = {"found": f"{mention.year}年", "expected": f"{year}年", "problem": problem}
                text = reading.document.running.text
                faults.append(
                    Fault(
                        mention.span(reading),
                        values,
                        severity=severity,
                        identity=(str(mention.year), text[mention.end : mention.end + 16]),
                    )
                )
        return Examination.of(len(mentions), faults)

    def _earlier(
        reading: Reading, mentions: list[YearMention], position: int, year: int
    ) -> tuple[str, Severity | None] | None:
        mention = mentions[position]
        text = reading.document.running.text
        first, last = mention.sentence
        left, right = text[max(first, mention.start - 12) : mention.start], text[mention.end : last]
        rest = right.lstrip("，")
        opening = mention.leads or right.startswith("，")
        ancient = mention.year <= year - _LONG_AGO
        past = ancient_history if ancient and opening else history
        # 在2020年，我们…… opens its sentence as 2020年 does.
        opened = mention.start - 1 == first and left == "在" and right.startswith("，")
        opening = opening or opened
        if (_SOFT_LEFT.search(left) and not opened) or _SOFT_RIGHT.match(right):
            return None
        if _THEN.match(right) and _COUNT.search(text, first, mention.start):
            return None  # 投入312万元，…，2021年为266万元: the figure of then beside that of now
        if any(o.year == year and o.plain and o.leads and o.sentence == mention.sentence for o in mentions):
            return None  # the sentence itself sets the years side by side
        if any(word in text[first:last] for word in ("今年", "本年", "近年", "年均", "每年")):
            return None
        if _yearly_noun(text, mention):
            return "年度文件或名单的年份不是报告年度", Severity.WARNING
        if mention.month is None and arranged.search(left) and yearly_work.match(right):
            return "句子写的是本年度开展的工作，年份却不是报告年度", Severity.WARNING
        if past.search(rest[:40]):
            return None
        following = _next_in_paragraph(mentions, position)
        series = following is not None and following.year == year and following.sentence[0] - last <= 2
        if series and following is not None and compares.search(text, *following.sentence):
            return None  # the base of the comparison that follows
        if _set_beside(text, mentions, mention, year):
            return None
        verb = works.search(rest[:60])
        count = _COUNT.search(rest)
        if mention.month is not None:
            # The last months of the year before belong to work that runs on into the report year.
            if mention.year == year - 1 and mention.month >= 10:
                return None
            if verb and (mention.day is not None or mention.year <= year - 2) and mention.leads:
                return "这一天不在报告年度内，而句子写的是本年度的工作", Severity.WARNING
            return None
        counted_at_once = opening and count is not None and count.start() <= 30
        if not verb and not counted_at_once and not (ancient and opening):
            return None
        if opening and count and whole.search(rest) and not series:
            return "句子写的是全年的工作，年份却不是报告年度", None
        if count and (opening or (verb is not None and verb.start() <= 12)):
            return "句子写的是本年度的工作和数据，年份却不是报告年度", Severity.WARNING
        if opening and (mention.year <= year - 2 or first == mention.start):
            return "句子写的是本年度的工作，年份却不是报告年度", Severity.WARNING
        return None

    def _yearly_noun(text: str, mention: YearMention) -> bool:
        """制定2019年度重大行政决策目录, outside 《》: what is drawn up anew every year."""
        first, last = mention.sentence
        noun = annual.search(text, mention.end, min(last, mention.end + 22))
        if noun is None or mention.month is not None or _MARKS.search(text, mention.end, noun.start()):
            return False
        if past_papers.search(text, mention.end, min(last, noun.end() + 12)):
            return False
        clause = max(first, *(text.rfind(mark, first, mention.start) + 1 for mark in "，；"))
        stop = min((p for p in (text.find(mark, noun.end(), last) for mark in "，；") if p >= 0), default=last)
        return issue_words.search(text, clause, mention.start) is not None or (
            issue_words.search(text, noun.end(), min(stop, noun.end() + 6)) is not None
        )

    def _later(reading: Reading, mention: YearMention, year: int) -> tuple[str, Severity | None] | None:
        text = reading.document.running.text
        first, last = mention.sentence
        left, right = text[max(first, mention.start - 8) : mention.start], text[mention.end : last]
        sentence = text[first:last]
        if right.startswith("以来") and mention.year > year:
            return "报告年度还没有过去，写成了“以来”", Severity.WARNING
        if future.search(sentence) or _AHEAD_LEFT.search(left) or _AHEAD_RIGHT.match(right):
            return None
        verb = works.search(right[:60])
        signed, latest = sure_signature(reading), horizon(reading)
        day = mention.day_named
        if day is not None and latest is not None:
            exact = mention.day is not None or (day.year, day.month) > (latest.year, latest.month)
            if day > latest and exact and mention.year > year:
                sure = verb is not None and (signed is not None or mention.year > year + 1)
                return "这一天在成文以后，句子却写成已经做完的事", None if sure else Severity.WARNING
            return None
        if mention.month is not None:
            return None
        opening = mention.leads or right.startswith("，")
        count = _COUNT.search(right)
        if mention.year == year + 1:
            if opening and count and (whole.search(right) or "共" in right[:20]):
                return "下一年度的全年数据不可能已经有了", None
            if (opening and (mention.start == first or count)) or (verb and count and verb.start() <= 12):
                return "句子写的是已经做完的事，年份却是下一年度", Severity.WARNING
            return None
        if verb and (opening or count):
            known = latest is not None and date(mention.year, 1, 1) > latest
            return "这一年还没有到，句子却写成已经做完的事", None if known and opening else Severity.WARNING
        if opening or _yearly_noun(text, mention):
            return "这一年还没有到", Severity.WARNING
        return None

    def _yearly_paper(reading: Reading, mention: YearMention, year: int) -> tuple[str, Severity | None] | None:
        """《2019年……工作要点》 issued in a report on 2020."""
        running = reading.document.running
        text = running.text
        opened = text.rfind("《", max(0, mention.start - 60), mention.start)
        closed = text.find("》", mention.end, mention.end + 60)
        if opened < 0 or closed < 0 or mention.ranged or mention.month is not None or mention.year == year + 1:
            return None
        if _within_brackets(text, opened, mention.start) or not annual.search(text, mention.end, closed):
            return None
        if past_papers.search(text, mention.end, closed):
            return None
        # Of several papers in a row the verb stands before the first.
        before = _TITLES.sub("", text[max(mention.sentence[0], opened - 90) : opened])
        if not issues.search(before):
            return None
        return "制发的年度文件，名称中的年份不是报告年度", Severity.WARNING

    return inspect


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words)) if words else re.compile(r"(?!)")


def _within_brackets(text: str, start: int, offset: int) -> bool:
    return text.rfind("（", start, offset) > text.rfind("）", start, offset)


def _set_beside(text: str, mentions: list[YearMention], mention: YearMention, year: int) -> bool:
    """Whether the paragraph sets this year beside the report year: …；2020年，受理102件, or 较2020年增长 further on."""
    first, last = mention.sentence
    paragraph = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    for other in mentions:
        if not (paragraph[0] <= other.start and (paragraph[1] < 0 or other.start < paragraph[1])) or not other.plain:
            continue
        if other.year == mention.year and other is not mention and text[other.start - 1] in "较比与以同":
            return True
        joined = (other.sentence[1] + 1 == first and text[other.sentence[1]] == "；") or (
            last + 1 == other.sentence[0] and text[last] == "；"
        )
        if joined and other.year == year and other.leads:
            return True
        # 2022年，……查办食品案件126件。2021年……查办食品案件141件。 The same thing counted in both years.
        follows = other.sentence[1] < first and other.year == year == mention.year + 1 and other.leads
        if follows and _shared(text[mention.end : last], text[other.end : first]):
            return True
    return False


def _shared(one: str, other: str, length: int = 5) -> bool:
    """Whether two sentences name the same thing: a run of Chinese characters occurs in both."""
    runs = (one[start : start + length] for start in range(len(one) - length + 1))
    return any(_WORDS.fullmatch(run) is not None and run in other for run in runs)


def _next_in_paragraph(mentions: list[YearMention], position: int) -> YearMention | None:
    """The next plain year of another sentence."""
    mention = mentions[position]
    for other in mentions[position + 1 :]:
        if other.plain and other.sentence != mention.sentence:
            return other
    return None
