"""Who reports: official document or web copy, kind of body, level, place, each with the words it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from msgspec import Struct

from checker.document.model import BlockKind, Document, Span
from checker.outline.head import Head
from checker.outline.model import BodyKind, Form, Level, Source
from checker.outline.organs import Organ, classify
from checker.outline.tail import Tail
from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["Identity", "form_of", "identify"]


class Identity(Struct, frozen=True):
    """Kind of body, level and place, with the reasons."""

    body: BodyKind
    body_source: Source
    level: Level
    level_source: Source
    place: str


def form_of(document: Document, head: Head, tail: Tail, vocabulary: OutlineVocabulary) -> tuple[Form, Source]:
    """Official when the parts of an official document are there; a web copy has usually lost them."""
    parts = {
        "发文字号": head.number,
        "主送机关": head.addressee,
        "落款机关": next((span for _, span in tail.organs or head.byline), None),
        "成文日期": signed.span if (signed := tail.signed or head.dated) else None,
    }
    present = [name for name, span in parts.items() if span]
    first = next((span for span in parts.values() if span), None)
    furniture = next(
        (
            block.span
            for block in document.blocks
            if block.kind is BlockKind.FURNITURE and vocabulary.web_word.search(document.quote(block.span))
        ),
        None,
    )
    addressed = parts["发文字号"] or parts["主送机关"]  # web copies keep 落款 and 成文日期, not these
    if (furniture is None and present) or (addressed and len(present) >= 2):
        return Form.OFFICIAL, Source(f"文中有{'、'.join(present)}，按正式公文核查", first)
    if furniture is not None:
        lack = f"只有{'、'.join(present)}" if present else "没有主送机关、落款和成文日期"
        return Form.WEB, Source(f"文中{lack}，并带有网页的栏目文字，按网页文本核查", furniture)
    return Form.WEB, Source("文中没有主送机关、落款和成文日期，按网页文本核查")


_ABOUT = re.compile(r"关于(?:印发|报送|呈报|上报)?([一-鿿]{2,20}?)(?=20\d\d|法治|推进|依法)")


class _Witness(Struct, frozen=True):
    """One reading of who reports, and where it was read."""

    organ: Organ
    name: str
    span: Span
    where: str


def identify(document: Document, head: Head, tail: Tail, vocabulary: OutlineVocabulary) -> Identity:
    """Kind of body, level and place: signature and title first, then the addressee, then the words of the text."""
    title = _title_witnesses(head, vocabulary)
    signature = [
        _Witness(organ, name, span, "落款" if tail.organs else "题下署名")
        for name, span in tail.organs or head.byline
        if (organ := classify(name, vocabulary, place_only=True))
    ]
    named = signature or title
    if signature and title and _vaguer(signature, title):
        named = title
    own = _SelfWords(document, vocabulary)
    if not named:
        return _from_text(document, head, own, vocabulary)
    body, body_source = _body(named, vocabulary)
    level, level_source = _level(named, title, head, body, own, vocabulary)
    return Identity(body, body_source, level, level_source, _place(named, title, body))


def _title_witnesses(head: Head, vocabulary: OutlineVocabulary) -> list[_Witness]:
    if head.title is None:
        return []
    span = head.title.span
    found: list[_Witness] = []
    for name in head.title.organs:
        if head.title.genre in vocabulary.title.cover_genres:
            # 政府办公室 passes on the government's report.
            name = re.sub("(?<=政府)办公[室厅]$", "", name)
        organ = classify(name, vocabulary, place_only=True)
        if organ:
            found.append(_Witness(organ, name, span, "标题"))
    if not found and (about := _ABOUT.search(head.title.text)):
        # 关于青石区2021年度法治政府建设情况的报告: the place, though no organ.
        organ = classify(about[1], vocabulary, place_only=True)
        if organ:
            found.append(_Witness(organ, about[1], span, "标题"))
    return found


def _vaguer(signature: Sequence[_Witness], title: Sequence[_Witness]) -> bool:
    """Whether the title says more: where 司法局 signs for the government that the title names, or 政府办公室."""
    offices = all(re.search("政府办公[室厅]$", one.name) for one in signature)
    bureaus = all(one.organ.kind is BodyKind.DEPARTMENT for one in signature)
    if bureaus and all("政府" in one.name and one.organ.kind is BodyKind.GOVERNMENT for one in title):
        return True
    if offices and all(one.organ.kind in (BodyKind.GOVERNMENT, BodyKind.PARTY_GOVERNMENT) for one in title):
        return True
    kinds = {one.organ.kind for one in signature}
    return (
        all(one.organ.level is Level.UNKNOWN for one in signature)
        and len(kinds) == 1
        and kinds == {one.organ.kind for one in title}
    )


def _body(named: Sequence[_Witness], vocabulary: OutlineVocabulary) -> tuple[BodyKind, Source]:
    words = vocabulary.names.bodies
    kinds = [one.organ.kind for one in named]
    names = "".join(f"“{one.name}”" for one in named)
    span = named[0].span if len(named) == 1 else named[0].span.cover(named[-1].span)
    where = named[0].where
    for kind in (BodyKind.PARK, BodyKind.TOWN):
        if kind in kinds:
            return kind, Source(f"{where}为{names}，属{words[kind.value]}", span)
    if BodyKind.PARTY_GOVERNMENT in kinds:
        kind = BodyKind.PARTY_GOVERNMENT
        how = "联合署名" if len(named) > 1 else "署名"
        return kind, Source(f"{where}为{names}，按{words[kind.value]}{how}的报告核查", span)
    kind = kinds[0]
    if kind is BodyKind.GOVERNMENT and where == "标题" and not re.search("政府|公署", named[0].name):
        return kind, Source(f"标题只写地名{names}，按{words[kind.value]}的报告核查", span)
    return kind, Source(f"{where}为{names}，属{words[kind.value]}", span)


def _level(
    named: Sequence[_Witness],
    title: Sequence[_Witness],
    head: Head,
    body: BodyKind,
    own: _SelfWords,
    vocabulary: OutlineVocabulary,
) -> tuple[Level, Source]:
    words = vocabulary.names.levels
    addressed = _addressed_level(head, vocabulary)
    if body is BodyKind.PARK:
        if addressed and addressed[0] is not Level.PROVINCE:
            level: Level = addressed[0]
            reason = f"主送“{_addressee(head)}”，按{words[level.value]}核查"
            return level, Source(reason, head.addressee)
        return Level.COUNTY, Source("开发区、园区的层级未写明，按县级核查", named[0].span)
    best = next((one for one in (*named, *title) if one.organ.level is not Level.UNKNOWN), None)
    if best is None:
        if body is BodyKind.TOWN:
            return Level.TOWN, Source(f"{named[0].where}为“{named[0].name}”，属{words['town']}", named[0].span)
        said = own.level()
        if said:
            level, word, span = said
            return level, Source(f"正文自称“{word}”，按{words[level.value]}核查", span)
        if addressed:
            level = addressed[1] if body is BodyKind.DEPARTMENT else addressed[0]
            return level, Source(f"主送“{_addressee(head)}”，按{words[level.value]}核查", head.addressee)
        return Level.UNKNOWN, Source("标题、落款和正文都看不出层级")
    level = best.organ.level
    governs = body in (BodyKind.GOVERNMENT, BodyKind.PARTY_GOVERNMENT)
    if level is Level.CITY and governs and addressed and addressed[0] is Level.COUNTY:
        # A 县级市 reports to 市委、市政府.
        return Level.COUNTY, Source(f"“{best.name}”主送“{_addressee(head)}”，按县级市核查", head.addressee)
    return level, Source(f"{best.where}中的“{best.name}”属{words[level.value]}", best.span)


def _addressee(head: Head) -> str:
    return head.addressee_text.rstrip("：")


def _addressed_level(head: Head, vocabulary: OutlineVocabulary) -> tuple[Level, Level, str] | None:
    """Level of who reports to the addressee, the addressee's own level, and why; None when it does not say."""
    if head.addressee is None:
        return None
    names = [name for name in re.split("[、，；：]|和", head.addressee_text) if name]
    superiors = vocabulary.addressee.superiors
    above: dict[Level, tuple[tuple[str, ...], Level]] = {
        Level.PROVINCE: (superiors.province, Level.UNKNOWN),
        Level.CITY: (superiors.city, Level.PROVINCE),
        Level.COUNTY: (superiors.county, Level.CITY),
        Level.TOWN: (superiors.town, Level.COUNTY),
    }
    for name in names:
        if any(word in name for word in vocabulary.addressee.own_level):
            continue
        for level, (words, own) in above.items():
            if name in words:
                return level, own, "superior"
        organ = classify(name, vocabulary)
        below: dict[Level, Level] = {Level.PROVINCE: Level.CITY, Level.CITY: Level.COUNTY, Level.COUNTY: Level.TOWN}
        if organ and organ.level in below and organ.kind in (BodyKind.PARTY_GOVERNMENT, BodyKind.GOVERNMENT):
            return below[organ.level], organ.level, "named"
    return None


def _place(named: Sequence[_Witness], title: Sequence[_Witness], body: BodyKind) -> str:
    kinds = {body}
    if body is BodyKind.PARTY_GOVERNMENT:
        kinds = {BodyKind.GOVERNMENT, BodyKind.PARTY_GOVERNMENT}
    governing = [one for one in (*named, *title) if one.organ.kind in kinds and one.organ.place]
    titled = {one.organ.place for one in title}
    if any(one.organ.place in titled for one in named):
        # Of two that sign, the one that the title knows: the other may have been left from a neighbour's report.
        governing = [one for one in governing if one.organ.place in titled] or governing
    plain = [one for one in governing if not one.organ.party] or governing
    return plain[0].organ.place if plain else ""


# ── nothing is signed and the title names nobody ────────────────────────────────────────────────


class _SelfWords:
    """How often the text speaks of itself as which level or kind; counted when first asked."""

    _LEVELS: ClassVar = {
        "province": Level.PROVINCE,
        "city": Level.CITY,
        "county": Level.COUNTY,
        "town": Level.TOWN,
    }

    def __init__(self, document: Document, vocabulary: OutlineVocabulary) -> None:
        self._document = document
        self._words = vocabulary.body.self_words

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        """Per level or kind, its words by weight. 我区 is the place itself; 全市 may be the city around a district."""
        found = Counter(self._words.any_word.findall(self._document.running.text))
        counts: dict[str, Counter[str]] = {}
        for group in type(self._words).model_fields:
            words: tuple[str, ...] = getattr(self._words, group)
            counts[group] = Counter(
                {word: found[word] * (1 if word[0] in "全各辖" else 3) for word in words if word in found}
            )
        return counts

    def weight(self, group: str) -> int:
        return self._counts[group].total()

    def strongest(self, group: str) -> tuple[str, Span] | None:
        """The weightiest word and where it first stands."""
        counts = self._counts[group]
        if not counts:
            return None
        word = max(counts, key=lambda one: counts[one])
        running = self._document.running
        at = running.text.find(word)
        return word, Span(*running.place(at, at + len(word)))

    def level(self) -> tuple[Level, str, Span] | None:
        group = max(self._LEVELS, key=self.weight)
        strongest = self.strongest(group)
        return (self._LEVELS[group], *strongest) if strongest else None


def _from_text(document: Document, head: Head, own: _SelfWords, vocabulary: OutlineVocabulary) -> Identity:
    bodies, levels = vocabulary.names.bodies, vocabulary.names.levels
    said = own.level()
    addressed = _addressed_level(head, vocabulary)
    place, at = _named_place(document, said[1] if said else "")
    body, body_source = BodyKind.UNKNOWN, Source("标题、落款和正文都看不出报告单位")
    ranking = sorted(
        ((own.weight(group), group) for group in ("county", "city", "province", "town", "department", "park")),
        key=lambda pair: -pair[0],
    )
    weight, group = ranking[0]
    strongest = own.strongest(group)
    if weight >= 2 and strongest:
        kind = {"town": BodyKind.TOWN, "department": BodyKind.DEPARTMENT, "park": BodyKind.PARK}
        body = kind.get(group, BodyKind.GOVERNMENT)
        how = f"按{bodies[body.value]}的报告核查"
        body_source = Source(f"标题和落款都未写明单位，正文自称“{strongest[0]}”，{how}", strongest[1])
    level, level_source = Level.UNKNOWN, Source("标题、落款和正文都看不出层级")
    if body is BodyKind.TOWN and strongest:
        level, level_source = Level.TOWN, Source(f"正文自称“{strongest[0]}”", strongest[1])
    elif addressed and body is not BodyKind.DEPARTMENT:
        level = addressed[0]
        level_source = Source(f"主送“{_addressee(head)}”，按{levels[level.value]}核查", head.addressee)
        if body is BodyKind.UNKNOWN:
            body = BodyKind.GOVERNMENT
            body_source = Source(f"只有主送机关可据，按{bodies[body.value]}的报告核查", head.addressee)
    elif said and weight >= 2:
        level, level_source = said[0], Source(f"正文自称“{said[1]}”，按{levels[said[0].value]}核查", said[2])
    if at is not None and level_source.span is None:
        level_source = Source(level_source.reason, at)
    return Identity(body, body_source, level, level_source, place)


_NAMED = re.compile(
    r"[《，。；：、由向在对经为](?:中共)?([一-鿿]{1,4}[区县市旗州省])"
    r"(?=人民政府|政府|委|司法局|法治|重大|行政|[12]\d{3}年)"
)
_NOT_NAMES = re.compile("[我全本各该]|^[在对向由经为把被从到和与及跨省]|[地]区$|[辖社城郊校园片灾]区$|开发区|高新区")


def _named_place(document: Document, self_word: str) -> tuple[str, Span | None]:
    """The place most often named like the report's own (《青石区…办法》, 青石区政府), of the level it calls itself."""
    suffix = self_word[-1] if self_word and self_word[-1] in "区县市州省旗" else ""
    running = document.running
    names: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for found in _NAMED.finditer(running.text):
        name = found[1]
        if len(name) < 2 or _NOT_NAMES.search(name) or (suffix and not name.endswith(suffix)):
            continue
        names[name] += 1
        first.setdefault(name, Span(*running.place(found.start(1), found.end(1))))
    if not names:
        return "", None
    name, count = names.most_common(1)[0]
    return (name, first[name]) if count >= 2 else ("", None)
