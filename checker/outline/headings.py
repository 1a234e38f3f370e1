"""Finding headings in the lines of the body, and the tree they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, field

from checker.document.model import Document, Span
from checker.outline.lines import Line
from checker.outline.model import Heading, Role
from checker.outline.numbering import RANKS, Label, read_inline, read_label
from checker.outline.roles import Announcement, announced
from checker.outline.vocabulary import OutlineVocabulary

__all__ = ["Node", "build_tree", "find_headings"]

_STOPS = re.compile("[。：；！？]")
_FINAL = "。：；，！？、:. "
_SENTENCE_MARK = re.compile("[。；！？]")
_CLOSING = re.compile("[。；！？：，、…]$")
# A heading on a line of its own is rarely longer.
_LONGEST_ALONE = 42
_LONGEST_BARE = 36
_LONGEST_SPEAKING = 60
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))


class Node(Struct):
    """A heading on its way into the tree. ``rank`` orders the schemes; lower is higher up."""

    heading: Heading
    rank: float
    line: int
    starts_line: bool
    hint: int | None = None
    said: Announcement | None = None  # of first-level schemes and headings without a number
    paragraph_end: int = 0
    end: int = 0
    level: int = 1
    roles: tuple[Role, ...] = ()
    children: list[Node] = field(default_factory=list)

    @property
    def announces(self) -> tuple[Role, ...]:
        return self.said.roles if self.said else ()

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


# ── finding ─────────────────────────────────────────────────────────────────────────────────────


class _Sequence:
    """The last number of each scheme under the present heading."""

    def __init__(self, last: Sequence[int] = (0,) * len(RANKS)) -> None:
        self._last = list(last)

    def copy(self) -> _Sequence:
        return _Sequence(self._last)

    def expects(self, label: Label) -> bool:
        return label.number == self._last[int(RANKS[label.scheme])] + 1

    def take(self, label: Label) -> None:
        rank = int(RANKS[label.scheme])
        self._last[rank] = label.number
        for below in range(rank + 1, len(self._last)):
            self._last[below] = 0


def find_headings(
    document: Document, lines: Sequence[Line], first: int, last: int, vocabulary: OutlineVocabulary
) -> list[Node]:
    """Every heading in ``lines[first:last]``, in reading order, with the rank of its scheme."""
    sequence = _Sequence()
    nodes: list[Node] = []
    bare: list[int] = []
    index = first
    while index < last:
        line = lines[index]
        following = lines[index + 1] if index + 1 < last else None
        labels = _labels_of(document, line, following, sequence, vocabulary)
        if not labels:
            if _may_stand_bare(lines, index, first, last, vocabulary):
                bare.append(len(nodes))
                nodes.append(_bare_node(line, index, vocabulary))
            index += 1
            continue
        used = 1
        for order, label in enumerate(labels):
            sequence.take(label)
            limit = labels[order + 1].start if order + 1 < len(labels) else len(line.text)
            joins = following if limit == len(line.text) else None
            node, took = _numbered_node(document, line, index, label, limit, joins, vocabulary)
            nodes.append(node)
            used = max(used, took)
        index += used
    _rank_bare(nodes, bare)
    _nest_reused(nodes)
    _nest_serials(nodes)
    return nodes


def _labels_of(
    document: Document,
    line: Line,
    following: Line | None,
    sequence: _Sequence,
    vocabulary: OutlineVocabulary,
) -> list[Label]:
    """The numbers on one line that open a heading or an item."""
    words = vocabulary.numbering
    text = line.text
    accepted: list[Label] = []
    opening = read_label(text, 0, words)
    if opening is None and text[0] in "一二三四五六七八九十" and line.gap_before(1):
        opening = read_label(text, 0, words, blank_after=True)
    if opening and _believable(opening, text, following, sequence, vocabulary):
        accepted.append(opening)
    inline = read_inline(text, words)
    if line.is_gapped:
        breaks = [
            label
            for start in line.breaks(document.text)
            if (label := read_label(text, start, words)) and label.scheme != "serial"
        ]
        known = {label.start for label in breaks}
        inline = sorted(
            (*breaks, *(label for label in inline if label.start not in known)), key=lambda label: label.start
        )
    if not inline:
        return accepted
    local = sequence.copy()
    for label in accepted:
        local.take(label)
    # Where each scheme last counts 2: a lone （一） or ，一是 opens no list.
    seconds = {label.scheme: order for order, label in enumerate(inline) if label.number == 2}
    floor = accepted[0].end if accepted else 0
    last_serial = accepted[0].number if accepted and accepted[0].scheme == "serial" else 0
    for order, label in enumerate(inline):
        if label.start < floor:
            continue
        if label.scheme == "serial":
            fits = label.sure or (label.number == last_serial + 1 and last_serial > 0)
            if not fits and not (label.number == 1 and seconds.get(label.scheme, -1) > order):
                continue
            last_serial = label.number
        elif label.scheme == "chinese":
            # 主要有：一、…；二、… is a list; 。二、存在的不足 a heading glued to the paragraph above it.
            spoken = announced(text[label.end : label.end + 30].split("。")[0], vocabulary.roles)
            if not local.expects(label) or text[label.start - 1] not in "。！" or not spoken.roles:
                continue
        elif label.number == 1:
            if seconds.get(label.scheme, -1) < order:
                continue
        elif not local.expects(label):
            continue
        local.take(label)
        accepted.append(label)
    return accepted


def _believable(
    label: Label, text: str, following: Line | None, sequence: _Sequence, vocabulary: OutlineVocabulary
) -> bool:
    """Whether a number at the head of a line opens a heading, where its form leaves a doubt."""
    rest = text[label.end :]
    if label.scheme == "part":
        return len(rest) <= _LONGEST_ALONE and not _SENTENCE_MARK.search(rest[:-1])
    if label.sure:
        return bool(rest) or label.scheme != "serial"
    if not sequence.expects(label):
        return False
    if label.scheme == "chinese" and label.malformed:
        if not rest or _SENTENCE_MARK.search(rest[:-1]):
            return False
        spoken = announced(rest.rstrip(_FINAL), vocabulary.roles)
        marked = label.end > label.start + 1 and text[label.end - 1] in "，："
        if len(rest) > _LONGEST_ALONE:
            return False
        return bool(spoken.roles) or spoken.weak or marked or (_opens_list(following, vocabulary) and "，" not in rest)
    if label.scheme == "chinese-paren":
        return len(rest) <= _LONGEST_ALONE or "。" in rest[:_LONGEST_ALONE]
    return True


def _opens_list(line: Line | None, vocabulary: OutlineVocabulary) -> bool:
    """Whether the line begins with the first number of its scheme, as under a heading."""
    label = read_label(line.text, 0, vocabulary.numbering) if line else None
    return label is not None and label.sure and label.number == 1 and label.scheme in ("chinese-paren", "arabic")


def _numbered_node(
    document: Document,
    line: Line,
    index: int,
    label: Label,
    limit: int,
    following: Line | None,
    vocabulary: OutlineVocabulary,
) -> tuple[Node, int]:
    """The node of one number, and how many lines its heading takes."""
    text = line.text
    start = label.end
    while start < limit and text[start] in " 、.":
        start += 1
    end = _heading_end(line, label, start, limit, vocabulary)
    words = text[start:end].rstrip(_FINAL)
    offsets, base = line.passage.offsets, line.offset
    opens = offsets[base + label.start]
    label_end = offsets[base + label.end - 1] + 1
    if words:
        text_span = Span(offsets[base + start], offsets[base + start + len(words) - 1] + 1)
    else:
        text_span = Span(label_end, label_end)
    span = Span(opens, text_span.end)
    run_in = bool(text[end:limit].strip(_FINAL)) or limit < len(text)
    took = 1
    rest = text[start + len(words) : limit]
    # Only a heading that begins its line may take the next one as well.
    if following is not None and label.start == 0 and _goes_on(words, rest, following, vocabulary):
        tail = following.text.rstrip(_FINAL)
        words += rest + tail if words else tail
        last = following.place(0, len(tail))
        text_span = Span(text_span.start if text_span.start < text_span.end else last.start, last.end)
        span = Span(span.start, last.end)
        run_in = False
        took = 2
    heading = Heading(
        scheme=label.scheme,
        label=document.text[opens:label_end],
        number=label.number,
        text=words,
        span=span,
        text_span=text_span,
        run_in=run_in,
        malformed=label.malformed,
    )
    node = Node(heading, RANKS[label.scheme], index, starts_line=label.start == 0, hint=line.heading)
    if label.scheme in ("part", "chinese"):
        node.said = announced(words, vocabulary.roles)
    node.paragraph_end = line.passage.end
    return node, took


def _goes_on(words: str, rest: str, following: Line, vocabulary: OutlineVocabulary) -> bool:
    """Whether the heading continues on the next line: the number stands alone, or the line breaks off after ，."""
    text = following.text
    if len(text) > _LONGEST_ALONE or _SENTENCE_MARK.search(text[:-1]):
        return False
    if read_label(text, 0, vocabulary.numbering):
        return False
    if not words:
        return not rest.strip(_FINAL)
    return rest in ("，", "、") and len(words) >= 8 and not _CLOSING.search(text)


def _heading_end(line: Line, label: Label, start: int, limit: int, vocabulary: OutlineVocabulary) -> int:
    """Where the words of the heading end within ``line.text[start:limit]``."""
    text = line.text
    segment = text[start:limit]
    inner = segment.rstrip(_FINAL)
    if len(segment) <= _LONGEST_ALONE and not _SENTENCE_MARK.search(inner) and label.scheme != "serial":
        return limit
    end = len(segment)
    for stop in _STOPS.finditer(segment):
        end = stop.start()
        if not _within_pair(segment, end):
            break
    else:
        end = len(segment)
    if end <= _LONGEST_ALONE:
        return start + end
    # Heading and prose on one line with no mark between them: a blank, or the words of the trade, part them.
    if label.scheme in ("part", "chinese"):
        chain = vocabulary.roles.heading_chain.match(segment)
        if chain and chain.end() < end:
            return start + chain.end()
    if label.scheme != "serial":
        for cut in range(start + 3, start + min(end, _LONGEST_ALONE)):
            if line.gap_before(cut) and limit - cut > 20:
                return cut
    return start + end


def _within_pair(text: str, end: int) -> bool:
    return any(text.count(a, 0, end) > text.count(b, 0, end) for a, b in _PAIRS if a in text)


# ── headings without a number ───────────────────────────────────────────────────────────────────


def _may_stand_bare(lines: Sequence[Line], index: int, first: int, last: int, vocabulary: OutlineVocabulary) -> bool:
    """Whether a line without a number is a heading: the format says so, its words do, or its place does."""
    line = lines[index]
    text = line.text
    if line.heading is not None and line.heading >= 1:
        return len(text) <= 80
    if (
        not 2 <= len(text) <= _LONGEST_SPEAKING
        or text[0] in "（—-*·>"
        or _SENTENCE_MARK.search(text)
        or text[-1] in "，、…"
    ):
        return False
    spoken = announced(text.rstrip("："), vocabulary.roles)
    if spoken.roles and (spoken.roles != (Role.ACHIEVEMENTS,) or spoken.clear):
        # A sentence that lost its full stop has commas too; only 履行第一责任人职责，加强…的有关情况 is known to.
        if "，" not in text and len(text) <= _LONGEST_BARE:
            return index + 1 < last or text[-1] != "："
        if spoken.roles[0] is Role.RESPONSIBILITY and text.endswith("情况"):
            return True
    if text[-1] == "：" or len(text) < 4 or len(text) > 20 or "，" in text or text[0].isdigit():
        return False
    if index + 1 >= last or vocabulary.organ_end.search(text):
        return False
    if len(lines[index + 1].text) < 40 and not _opens_list(lines[index + 1], vocabulary):
        return False
    return index == first or bool(_CLOSING.search(lines[index - 1].text)) or len(lines[index - 1].text) <= 40


def _bare_node(line: Line, index: int, vocabulary: OutlineVocabulary) -> Node:
    words = line.text.rstrip(_FINAL)
    span = line.place(0, len(words))
    heading = Heading("bare", "", None, words, span, span)
    said = announced(words, vocabulary.roles)
    return Node(heading, -1.0, index, True, hint=line.heading, said=said, paragraph_end=line.passage.end)


def _rank_bare(nodes: Sequence[Node], bare: Sequence[int]) -> None:
    """Give headings without a number a rank: by the format, by what they announce, or by where they stand."""
    if not bare:
        return
    numbered = [node for node in nodes if node.rank >= 0 and node.starts_line and node.rank < RANKS["serial"]]
    top = min((node.rank for node in numbered), default=None)
    by_hint = {node.hint: node.rank for node in reversed(numbered) if node.hint}
    hints = sorted({nodes[i].hint or 0 for i in bare if nodes[i].hint})
    speaking = [i for i in bare if nodes[i].announces]
    above: float | None = None
    taken: set[int] = set(bare)
    for index, node in enumerate(nodes):
        if index not in taken:
            if node.rank < RANKS["serial"]:
                above = node.rank
            continue
        if node.hint is not None and node.hint in by_hint:
            node.rank = by_hint[node.hint]
        elif node.hint:
            # Unnumbered headings of a format above the numbered ones (小标题 over （一）) or alone.
            node.rank = (1.0 if top is None or top > 1 else top + 0.4) + 0.1 * hints.index(node.hint)
        elif top is None:
            node.rank = 1.0 if node.announces or not speaking else 1.5
        elif node.announces and (len(speaking) > 1 or not _said_elsewhere(node, numbered)):
            node.rank = min(top, 1.0)
        elif (over := _rank_over(nodes, index, numbered)) is not None:
            node.rank = over
        else:
            node.rank = (above if above is not None else top) + 0.5
        if node.rank < 1.5:
            above = node.rank


def _rank_over(nodes: Sequence[Node], index: int, numbered: Sequence[Node]) -> float | None:
    """The rank above a list that begins on the very next line: a heading whose number was lost heads it."""
    following = nodes[index + 1] if index + 1 < len(nodes) else None
    if following is None or following.line != nodes[index].line + 1 or following.heading.number != 1:
        return None
    if following.rank > RANKS["arabic"]:
        return None
    return max((node.rank for node in numbered if node.rank < following.rank), default=None)


def _said_elsewhere(node: Node, numbered: Sequence[Node]) -> bool:
    return any(set(other.announces) & set(node.announces) for other in numbered)


# ── 一、 used again for the items of a section ──────────────────────────────────────────────────


def _nest_reused(nodes: Sequence[Node]) -> None:
    """Put a run of 一、二、 that starts over within a section one level down.

    It starts over directly under a heading, or later a heading goes on with the outer number.
    """
    tops = [node for node in nodes if node.heading.scheme == "chinese"]
    index = 1
    while index < len(tops):
        node, before = tops[index], tops[index - 1]
        if node.heading.number != 1 or before.heading.number is None:
            index += 1
            continue
        outer = before.heading.number
        directly = node.line - before.line == 1 and not before.heading.run_in
        end = _end_of_run(tops, index, outer)
        resumed = end < len(tops)
        if directly or (resumed and end - index >= 2):
            for inner in tops[index:end]:
                inner.rank = 1.2
            index = end
        index += 1


def _end_of_run(tops: Sequence[Node], start: int, outer: int) -> int:
    """The index after the inner run that begins at ``start``: where the outer number goes on."""
    inner = 1
    index = start + 1
    while index < len(tops):
        number = tops[index].heading.number
        if number == outer + 1 and (number != inner + 1 or _speaks_of_the_whole(tops[index])):
            return index
        if number != inner + 1:
            return index
        inner = number
        index += 1
    return index


def _speaks_of_the_whole(node: Node) -> bool:
    return any(role in node.announces for role in (Role.PROBLEMS, Role.PLAN, Role.RESPONSIBILITY))


def _nest_serials(nodes: Sequence[Node]) -> None:
    """Put a list 一是…二是… inside an item 一是 one level down.

    It is inside when the outer count goes on after it (一是 一是 二是 二是), or when it stands within the paragraph
    that an outer item opens. A list that merely begins again stays beside the first.
    """
    index = 0
    while index < len(nodes):
        if nodes[index].rank != RANKS["serial"]:
            index += 1
            continue
        end = index
        while end < len(nodes) and nodes[end].rank == RANKS["serial"]:
            end += 1
        _nest_run(nodes[index:end])
        index = end


def _nest_run(run: Sequence[Node]) -> None:
    numbers = [node.heading.number or 0 for node in run]
    outer = 0
    index = 1
    while index < len(run):
        if numbers[index] != 1:
            outer = index
            index += 1
            continue
        end = index + 1
        while end < len(run) and numbers[end] == numbers[end - 1] + 1:
            end += 1
        resumes = end < len(run) and numbers[end] == numbers[outer] + 1
        opens = run[outer].starts_line and not run[index].starts_line and run[index].line == run[outer].line
        if opens and not resumes:
            end = next((i for i in range(index, end) if run[i].line != run[outer].line), end)
        if opens or resumes:
            for node in run[index:end]:
                node.rank += 0.5
        else:
            outer = index
            end = index + 1
        index = end


# ── the tree ────────────────────────────────────────────────────────────────────────────────────


def build_tree(nodes: Sequence[Node], end: int) -> list[Node]:
    """Nest the headings; ``end`` is where the body ends. Sets ``level`` and ``end`` of every node."""
    if not nodes:
        return []
    top = min(node.rank for node in nodes)
    roots: list[Node] = []
    stack: list[Node] = []
    for node in nodes:
        _unwind(stack, node)
        (stack[-1].children if stack else roots).append(node)
        # Items before any first-level heading stay what they are: items.
        node.level = stack[-1].level + 1 if stack else (1 if node.rank == top else 2)
        stack.append(node)
    _set_ends(roots, end)
    return roots


def _unwind(stack: list[Node], node: Node) -> None:
    for depth, open_ in enumerate(stack):
        if open_.rank == node.rank:
            del stack[depth:]
            return
    while stack and stack[-1].rank > node.rank:
        holds = stack[-1].rank == RANKS["serial"] and stack[-1].starts_line and node.heading.number == 1
        if holds and RANKS["arabic"] <= node.rank:
            return  # 一是……： 1. … 2. …
        stack.pop()


def _set_ends(siblings: Sequence[Node], end: int) -> None:
    for node, following in zip_longest(siblings, siblings[1:]):
        node.end = following.heading.span.start if following else end
        below = node.children and node.children[-1].heading.span.start >= node.paragraph_end
        if not node.starts_line and node.rank >= RANKS["arabic"] and not below:
            # An item within a paragraph ends with it, unless its own items stand below.
            node.end = min(node.end, max(node.paragraph_end, node.heading.span.end))
        _set_ends(node.children, node.end)
