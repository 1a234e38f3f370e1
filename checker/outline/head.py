"""The head of a report: title, its own document number, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from checker.document.model import Document, Span
from checker.outline.dates import DATE, read_date
from checker.outline.lines import Line
from checker.outline.model import SignedDate, Title
from checker.outline.numbering import chinese_number, read_label
from checker.outline.organs import is_organ, organs_of_line, split_joint
from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["Head", "read_head"]

# Nothing of the head stands further down than this.
_LOOK = 24
_LONGEST_TITLE_LINE = 60
_NUMBER = re.compile(
    r"（?(?:文号：|发文字号：)?[一-鿿]{2,16}(?:[〔【\[（﹝{〈《［]\d{0,4}[〕】\]）﹞}〉》］]?|(?:19|20)\d\d[〕】\]）﹞])第?[\d×XxＸ]{0,5}号）?"
    r"|[一-鿿]{2,10}(?:19|20)\d\d年?第?\d{1,4}号"
)
_SENTENCE = re.compile("[。；！？]")
_NOTE = re.compile(r"（[^（）]{1,40}）$")
_MARKS = "《》“”〈〉「」"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|(?:19|20)\d\d(?!\d)")
_CHINESE_YEAR = re.compile("[二][〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_NOTED_YEAR = re.compile(r"（((?:19|20)\d\d)年度?）")
_RANGE = re.compile(r"((?:19|20)\d\d)年?(?:—|-|~|至)((?:19|20)\d\d)年")
_PLACEHOLDER_YEAR = re.compile(r"(?:19|20|二〇)?[XxＸ×*＊○]{2,4}年")


class Head(Struct, frozen=True):
    """``next_line`` is the index of the first line after the head."""

    title: Title | None
    number: Span | None
    addressee: Span | None
    addressee_text: str
    next_line: int
    lead_start: int | None = None  # where the lead begins on the addressee's own line
    byline: tuple[tuple[str, Span], ...] = ()  # organs under the title
    dated: SignedDate | None = None  # a date under the title


def read_head(document: Document, lines: Sequence[Line], vocabulary: OutlineVocabulary) -> Head:
    """Read the first lines up to the addressee, the first heading or the first paragraph of prose."""
    number: Span | None = None
    pending: list[Line] = []
    title: Title | None = None
    byline: list[tuple[str, Span]] = []
    dated: SignedDate | None = None
    index = 0
    resume = 0
    while index < min(len(lines), _LOOK):
        line = lines[index]
        text = line.text
        addressed = _addressee(line, vocabulary, after_title=title is not None or bool(pending))
        if addressed:
            end, lead = addressed
            title = title or _settle(document, pending, vocabulary)
            return Head(
                title,
                number,
                line.place(0, end),
                text[:end],
                index if lead else index + 1,
                line.place(end, len(text)).start if lead else None,
                tuple(byline),
                dated,
            )
        if (found := _NUMBER.match(text)) and len(text) - found.end() <= 20 and number is None:
            number = line.place(0, found.end())
            index += 1
            if title:
                resume = index
            continue
        if _passes_by(line, vocabulary, bool(title)):
            index += 1
            if title:
                resume = index
                found = DATE.fullmatch(text.strip("（）"))
                if found and dated is None:
                    dated = read_date(found, Line(text, line.passage, line.offset + text.find(found[0])))
            continue
        titled = line.heading == 0
        if _ends_head(line, vocabulary) and not titled:
            break
        if title:
            named = organs_of_line(document, line, vocabulary)
            if not named and text.strip(_MARKS) not in title.text and title.text not in text:
                break
            byline.extend(named)
            index += 1
            resume = index
            continue
        pending.append(line)
        index += 1
        following = lines[index] if index < len(lines) else None
        if _is_complete(pending, following, vocabulary):
            title = _settle(document, pending, vocabulary)
            resume = index
    if title is None and pending:
        title = _settle(document, pending, vocabulary)
        if title:
            after = [i for i, line in enumerate(lines[:index]) if line.span.start > title.span.end]
            resume = after[0] if after else index
    return Head(title, number, None, "", resume, None, tuple(byline), dated)


def _passes_by(line: Line, vocabulary: OutlineVocabulary, titled: bool) -> bool:
    """Lines about the title that are neither title nor text: notes, dates, banner, security marks."""
    text = line.text
    if re.fullmatch("（[^。]{1,60}）", text) or DATE.fullmatch(text.strip("（）")):
        return True
    if vocabulary.title.banner.fullmatch(text) is not None:
        return True
    return titled and len(text) <= _LONGEST_TITLE_LINE and vocabulary.title.subtitle.fullmatch(text) is not None


def _ends_head(line: Line, vocabulary: OutlineVocabulary) -> bool:
    text = line.text
    if len(text) > _LONGEST_TITLE_LINE or _SENTENCE.search(text) or text[-1] in "：，、":
        return True
    label = read_label(text, 0, vocabulary.numbering)
    return label is not None and label.sure


# ── the title ───────────────────────────────────────────────────────────────────────────────────


def _core(text: str) -> str:
    """The words of a title without notes and marks around it."""
    while found := _NOTE.search(text):
        if found.start() == 0:
            break
        text = text[: found.start()]
    return text.strip(_MARKS + "—:：")


def _is_complete(pending: Sequence[Line], following: Line | None, vocabulary: OutlineVocabulary) -> bool:
    """Whether the lines so far end a title, and the next does not go on with it."""
    core = _core("".join(line.text for line in pending))
    words = vocabulary.title
    last = _core(pending[-1].text)
    if not words.genre_end.search(last) or not (words.subject.search(core) or _YEAR.search(core) or "关于" in core):
        return False
    if following is None or words.plain_genre_end.search(last):
        return not (following and re.fullmatch("的?(?:报告|总结|汇报)", _core(following.text)))
    # 法治政府建设情况 / 的报告: a title broken in the middle.
    rest = _core(following.text)
    return not (len(rest) <= 12 and words.genre_end.search(rest))


def _settle(document: Document, pending: Sequence[Line], vocabulary: OutlineVocabulary) -> Title | None:
    """The title among the candidate lines, or None."""
    words = vocabulary.title
    marked = [line for line in pending if line.heading == 0]
    if marked and (words.subject.search("".join(line.text for line in marked)) or len(marked) == len(pending)):
        first = _reach_up(pending, pending.index(marked[0]), pending.index(marked[-1]), vocabulary)
        return _title(document, pending[first : pending.index(marked[-1]) + 1], vocabulary)
    for last in range(len(pending) - 1, -1, -1):
        core = _core(pending[last].text)
        first = _reach_up(pending, last, last, vocabulary)
        whole = _core("".join(line.text for line in pending[first : last + 1]))
        if len(whole) > 120 or _SENTENCE.search(whole):
            continue
        subject = words.subject.search(whole) is not None
        dated = _YEAR.search(whole) or _CHINESE_YEAR.search(whole) or _PLACEHOLDER_YEAR.search(whole)
        ends = words.genre_end.search(core) is not None
        plain = words.plain_genre_end.search(core) is not None
        if (ends and subject) or (plain and (dated or "关于" in whole)) or (subject and (dated or "关于" in whole)):
            if "，" in whole and not subject:
                continue
            return _title(document, pending[first : last + 1], vocabulary)
    # 推进依法行政 护航高质量发展: a headline instead of a title, with neither organ, year nor genre.
    if len(pending) == 1 and len(text := pending[0].text) <= 40 and "，" not in text and words.subject.search(text):
        return _title(document, pending, vocabulary)
    return None


def _reach_up(pending: Sequence[Line], first: int, last: int, vocabulary: OutlineVocabulary) -> int:
    """The index of the first line of the title that ``pending[first:last + 1]`` ends."""
    while first > 0 and _goes_before(pending[first - 1], pending[first : last + 1], vocabulary):
        first -= 1
    return first


def _goes_before(line: Line, below: Sequence[Line], vocabulary: OutlineVocabulary) -> bool:
    """Whether ``line`` belongs to the same title as the lines under it: an organ, or words that break off."""
    text = line.text
    whole = "".join(one.text for one in below)
    if vocabulary.title.plain_genre_end.search(text) and vocabulary.title.subject.search(text):
        return False
    if is_organ(text, vocabulary) or all(is_organ(part, vocabulary) for part in split_joint(text)):
        return True
    if re.search("关于|年度?$|的$|[和与及、]$", text):
        return True
    incomplete = not vocabulary.title.subject.search(whole) or not (_YEAR.search(whole) or "关于" in whole)
    return incomplete and bool(vocabulary.title.subject.search(text) or _YEAR.search(text))


def _title(document: Document, lines: Sequence[Line], vocabulary: OutlineVocabulary) -> Title:
    text = _core("".join(line.text for line in lines))
    span = lines[0].span.cover(lines[-1].span)
    words = vocabulary.title
    genre = words.genre_end.search(text)
    prefix = _organ_part(text, vocabulary)
    organs: list[str] = []
    joined = ""
    if prefix and not text.startswith(prefix):
        organs = list(_listed(prefix, vocabulary))
    for line in lines:
        start = len(joined)
        joined += line.text.strip(_MARKS)
        if start >= len(prefix) or not text.startswith(prefix):
            continue
        piece = line.text.strip(_MARKS)[: len(prefix) - start]
        named = organs_of_line(document, line, vocabulary) if piece == line.text else []
        organs.extend([name for name, _ in named] or _listed(piece, vocabulary))
    year = _year(text)
    if year is None and (noted := _NOTED_YEAR.search(joined)):
        year = int(noted[1])
    return Title(text, span, prefix, year, genre[0] if genre else "", tuple(organ for organ in organs if organ))


def _listed(text: str, vocabulary: OutlineVocabulary) -> tuple[str, ...]:
    """青石区委、区政府 → both; 中共青石区委青石区人民政府 → both."""
    parts = re.split("[、，]|和(?=.{2,}政府)", text)
    if len(parts) > 1 and all(is_organ(part, vocabulary) for part in parts):
        return tuple(parts)
    return split_joint(text)


def _organ_part(text: str, vocabulary: OutlineVocabulary) -> str:
    """What stands before 关于, the year or the subject."""
    about = text.find("关于")
    if about >= 0:
        before = text[:about]
        # 青石区2021年度关于…
        year = re.search(r"(?:19|20)[\dXx×*]{2}年?", before)
        return before[: year.start()] if year else before
    found = re.search(r"(?:19|20)[\dXxＸ×*]{2}年?|二[〇○零]|[XxＸ×*]{2,4}年", text)
    prefix = text[: found.start()] if found else text
    if found and not prefix and found[0].endswith("年"):
        # 2021年度青石区法治政府建设报告
        rest = text[found.end() :].removeprefix("度")
        named = next((rest[: one.start()] for one in vocabulary.title.opening.finditer(rest)), "")
        return named if _names_body(named, vocabulary) else ""
    if found and _names_body(prefix, vocabulary):
        return prefix
    for opening in vocabulary.title.opening.finditer(prefix):
        if not is_organ(prefix, vocabulary):
            before = prefix[: opening.start()]
            return before if _names_body(before, vocabulary) else ""
    return prefix if found else ""


def _names_body(text: str, vocabulary: OutlineVocabulary) -> bool:
    return re.search("[省市区县旗州盟镇乡]$|街道$", text) is not None or is_organ(text, vocabulary)


def _year(text: str) -> int | None:
    span = _RANGE.search(text)
    if span:
        return int(span[2])
    found = _YEAR.search(text)
    if found:
        return int(found[0])
    chinese = _CHINESE_YEAR.search(text)
    return chinese_number(chinese[0].replace("○", "〇").replace("零", "〇")) if chinese else None


# ── the addressee ───────────────────────────────────────────────────────────────────────────────


def _addressee(line: Line, vocabulary: OutlineVocabulary, *, after_title: bool) -> tuple[int, bool] | None:
    """End of the addressee in ``line.text``, and whether the lead follows on the same line."""
    text = line.text
    words = vocabulary.addressee
    colon = text.find("：")
    if text[-1] == "！" and len(text) <= 20 and words.salutation.search(text):
        return len(text), False
    if colon < 0 or colon > 80:
        bare = text.rstrip("，。；、")
        names = _names(bare)
        if len(bare) <= 40 and names and all(name in words.superior_names for name in names):
            return len(text), False
        return None
    names = _names(text[:colon])
    if not names or words.exclusion.search(text[:colon]) or _SENTENCE.search(text[:colon]):
        return None
    if read_label(text, 0, vocabulary.numbering):
        return None
    rest = len(text) - colon - 1
    spoken = words.salutation.search(text[:colon]) is not None
    named = all(words.ending.search(name) for name in names)
    if rest == 0:
        return (colon + 1, False) if named or spoken or (after_title and len(text) <= 20) else None
    return (colon + 1, True) if named and colon <= 40 and rest > 20 else None


def _names(text: str) -> list[str]:
    return [name for name in re.split("[、，；]|并报|并|和|及", _NOTE.sub("", text)) if name]
