"""Personal data in a report that is published: numbers by their own check digits, names by what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ahocorasick_rs import AhoCorasick, MatchKind

from checker.document.model import Span
from checker.document.running import RunningText
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.checklist.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.searching.anchored import AnchoredPattern, beginnings
from checker.knowledge.regex import any_word

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check", "is_bank_card", "is_identity_number"]

KIND = "private-data"
PLACEHOLDERS = frozenset({"what", "remedy"})

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_REGIONS = frozenset(
    f"{region}"
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for region in range(first, last + 1)
)

_LONG = re.compile(r"[0-9][0-9 -]{5,24}[0-9Xx]")
_NOT_BESIDE = frozenset("0123456789.〔/-")
_MOBILE = re.compile(r"(?:\+?86-?)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}[- ]?[2-9]\d{6,7}")
_AREA_IN_BRACKETS = re.compile(r"（0\d{2,3}）[- ]?[2-9]\d{6,7}(?!\d)")
# 微信号 and QQ号 of a person; 微信公众号 and QQ群 are public.
_ACCOUNT = re.compile(
    r"(?:微信|QQ|qq|Qq)(?:号码?|账号|ID|id)?(?:[：:为是]| )?"
    r"(?:(?<=[：:为是号D信 d])(?=[A-Za-z\d_-]*[\d_])[A-Za-z][A-Za-z\d_-]{5,19}|[1-9]\d{4,10})"
    r"(?![\dA-Za-z]|余?[条人次个万])"
)
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,3}", re.ASCII)
# Searched by its letters, which are rare in Chinese prose; the province stands before them.
_PLATE = re.compile(r"[A-HJ-NP-Z][·•. ]?(?=[A-Z\d]{0,5}\d)[A-HJ-NP-Z\d]{5,6}(?![A-Za-z\d])")
_PROVINCES = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
_AMOUNT = re.compile(r"\.\d|[元万亿]")
_NEAR = 30


class Parameters(CheckParameters):
    """Words around numbers and names.

    ``roles``: what private persons are called, before a name; ``advisers``: what stands before the names of lawyers;
    ``surnames`` and ``not_given``: which characters may begin a name, and which cannot be part of one;
    ``other_surnames`` begin one only before the usual characters of ``given_names``;
    ``after_names``: what may follow a name. ``public_phones``: words of numbers that are published on purpose;
    ``personal``: words that make a phone number a private one; ``cards``: words before a bank card.
    """

    roles: tuple[str, ...]
    advisers: tuple[str, ...]
    surnames: str
    compound_surnames: tuple[str, ...] = ()
    other_surnames: str = ""
    given_names: str = ""
    not_given: str
    after_names: tuple[str, ...]
    public_phones: tuple[str, ...]
    personal: tuple[str, ...]
    cards: tuple[str, ...]
    private_mail: tuple[str, ...]
    addresses: tuple[str, ...] = ()


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Numbers, addresses and plates first, then names behind the words for parties and for lawyers."""
    surname = "|".join([*map(re.escape, parameters.compound_surnames), f"[{re.escape(parameters.surnames)}]"])
    given = f"(?:(?![{re.escape(parameters.not_given)}])[\\u4e00-\\u9fff])"
    usual = "".join(sorted(set(parameters.given_names.replace(" ", "")))) or "\0"
    name = f"(?:(?:{surname}){given}{{1,2}}|[{parameters.other_surnames or usual}][{usual}]{{1,2}})"
    # 王大力诉县政府, 李秀珍与县公安局……纠纷: names with no word before them, so only of the usual characters.
    any_surname = f"(?:{surname}|[{parameters.other_surnames or usual}])"
    sues = re.compile(
        f"(?:\\A|[。；，：（“\\n]|审结|审理|办理|受理|调解|化解)(?P<name>{any_surname}[{usual}]{{1,2}})(?:等(?:\\d+人)?)?\\Z"
    )
    ends_a_name = frozenset(usual) | {"等", "人"}
    several = re.compile("等\\d+余?[户人名位](?:居民|村民|群众|业主|职工|农民工|与|诉|不服|反映|申请|信访|上访|起诉)")
    quarrel = re.compile("[^，。；]{2,24}?(?:纠纷|一案|案[，。；件])")
    follows = f"(?=[。，、；：）（”\\n]|$|{'|'.join(map(re.escape, parameters.after_names))})"
    roles = AhoCorasick(list(parameters.roles), matchkind=MatchKind.LeftmostLongest)
    # A surname before two of the usual characters needs nothing behind it.
    named = re.compile(f"(?P<name>(?:{surname})[{usual}]{{2}}|{name}{follows})")
    adviser = re.compile(
        f"(?P<before>{'|'.join(map(re.escape, parameters.advisers))}|[、和与])?(?P<names>{name}(?:[、和]{name})*)"
        "(?:等?(?:[两二三四五六\\d]+)[名位]|等)?\\Z"
    )
    public = any_word(parameters.public_phones)
    personal = any_word(parameters.personal)
    cards = any_word(parameters.cards)
    address = _Addresses(parameters.addresses, knowledge)

    def inspect(reading: Reading) -> Examination:
        text = reading.document.running.text
        faults: list[Fault] = []
        for what, start, end, severity in _findings(reading.document.running):
            span = Span(*reading.document.running.place(start, end))
            remedy = "隐去姓名，写作“某某”或只写身份" if what in _NAMES else "删去"
            faults.append(
                Fault(span, {"what": what, "remedy": remedy}, severity=severity, identity=(what, text[start:end]))
            )
        return Examination.of(max(len(reading.document.passages), 1), faults)

    def _findings(running: RunningText) -> Iterator[tuple[str, int, int, Severity | None]]:
        text = running.text
        for match in _LONG.finditer(text):
            before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if not (
                before in _NOT_BESIDE or _is_letter(before) or behind.isdigit() or _is_letter(behind)
            ) and not _AMOUNT.match(text, match.end()):
                yield from _number(text, match)
        if "@" in text:
            for match in _MAIL.finditer(text):
                domain = match[0].rpartition("@")[2].lower()
                if any(domain == known or domain.endswith("." + known) for known in parameters.private_mail):
                    yield "个人电子邮箱", match.start(), match.end(), Severity.WARNING
        if "（0" in text:
            for match in _AREA_IN_BRACKETS.finditer(text):
                yield from _landline(text, match)
        if "微信" in text or "QQ" in text or "qq" in text:
            for match in _ACCOUNT.finditer(text):
                yield "个人社交账号", match.start(), match.end(), Severity.WARNING
        for sign in ("诉", "与", "等"):
            position = text.find(sign)
            while position >= 0:
                if text[position - 1] not in ends_a_name:  # nobody is named: by far the most
                    position = text.find(sign, position + 1)
                    continue
                if sign == "诉":
                    opposed = text[position + 1 : position + 2] not in _NOT_SUED
                else:
                    opposed = (quarrel if sign == "与" else several).match(text, position) is not None
                if opposed and (who := sues.search(text, max(0, position - 10), position)):
                    yield _PARTY, who.start("name"), who.end("name"), Severity.INFO
                position = text.find(sign, position + 1)
        for match in _PLATE.finditer(text):
            if text[match.start() - 1 : match.start()] in _PROVINCES:
                yield "车牌号", match.start() - 1, match.end(), Severity.WARNING
        for _, _, end in roles.find_matches_as_indexes(text):
            if who := named.match(text, end):
                yield _PARTY, who.start("name"), who.end("name"), Severity.INFO
        position = text.find("律师")
        while position >= 0:
            if not text.startswith(("事务所", "协会", "行业", "公司", "队伍", "所"), position + 2):
                found = adviser.search(text, max(0, position - _NEAR), position)
                if found and (found["before"] not in (None, "、", "和", "与") or "、" in found["names"]):
                    yield _LAWYER, found.start("names"), found.end("names"), Severity.INFO
            position = text.find("律师", position + 2)
        for match in address.matches(running):
            yield "家庭住址", match.start(), match.end(), Severity.WARNING

    def _number(text: str, match: re.Match[str]) -> Iterator[tuple[str, int, int, Severity | None]]:
        raw = match[0]
        digits = re.sub("[ -]", "", raw)
        before = text[max(0, match.start() - _NEAR) : match.start()]
        around = before + text[match.end() : match.end() + 12]
        start, end = match.span()
        if len(digits) == 18 and is_identity_number(digits):
            yield "公民身份号码", start, end, None
        elif len(digits) == 18 and "身份" in before:
            yield "公民身份号码", start, end, Severity.WARNING
        elif 15 <= len(digits) <= 19 and digits.isdigit() and cards is not None and cards.search(before):
            yield "银行账号", start, end, None if is_bank_card(digits) else Severity.WARNING
        elif _MOBILE.fullmatch(digits):
            shown = public is not None and public.search(around)
            yield "手机号码", start, end, Severity.WARNING if shown else None
        elif len(digits) in (16, 17, 18, 19) and digits.startswith("62") and is_bank_card(digits):
            yield "银行账号", start, end, None if "账" in around or "卡" in around else Severity.WARNING
        elif _LANDLINE.fullmatch(raw):
            yield from _landline(text, match)

    def _landline(text: str, match: re.Match[str]) -> Iterator[tuple[str, int, int, Severity | None]]:
        around = text[max(0, match.start() - _NEAR) : match.start()] + text[match.end() : match.end() + 12]
        if personal is not None and personal.search(around):
            yield "个人电话", match.start(), match.end(), Severity.WARNING
        elif public is None or not public.search(around):
            yield "没有写明用途的固定电话", match.start(), match.end(), Severity.INFO

    return inspect


class _Addresses:
    """Where somebody lives: patterns that begin with words, and such as begin with the number of a house."""

    def __init__(self, patterns: tuple[str, ...], knowledge: Knowledge) -> None:
        known: dict[str, list[str] | None] = knowledge.worked_out("anchors", dict)
        worded = [one for one in patterns if beginnings(one, known) is not None]
        self._worded = AnchoredPattern(worded, knowledge.literals, known) if worded else None
        self._others = [(_needed(one), re.compile(one)) for one in patterns if one not in worded]

    def matches(self, running: RunningText) -> Iterator[re.Match[str]]:
        found = list(self._worded.matches(running)) if self._worded is not None else []
        for word, pattern in self._others:
            if word in running.text:
                found.extend(pattern.finditer(running.text))
        found.sort(key=re.Match.start)
        end = 0
        for match in found:
            if match.start() >= end:
                yield match
                end = match.end()


def _needed(pattern: str) -> str:
    """The longest run of Chinese characters that every match holds; "" where there is none."""
    outside = re.sub(r"\((?:[^()]|\([^()]*\))*\)[?*+]?|\[[^\]]*\][?*+]?", " ", pattern)
    return "" if "|" in outside else max(re.findall("[\u4e00-\u9fff]+(?![?*{])", outside), key=len, default="")


_PARTY, _LAWYER = "案件当事人或群众的姓名", "律师的姓名"
_NAMES = frozenset({_PARTY, _LAWYER})
_NOT_SUED = frozenset("讼求源称访苦权请状，。；、")


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are an identity number: region, day of birth and check digit (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit() or digits[:2] not in _REGIONS:
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    return born.year >= 1900 and _CHECK_DIGITS[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether the check digit of a card number is right (Luhn)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
