"""Saved web pages: the article found, the page around it kept apart.

The main text is looked for in three steps: by the containers that the common site systems of Chinese
governments use, by the density of its text, and at last in the whole body (with a remark). mhtml is
unpacked to its html part. ``Anchor.path`` is the element path (``html/body/div[2]/p[3]``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.document.assembly import BLANKS, Assembly
from checker.document.furniture import furniture_among, is_furniture
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.model import Anchor, BlockKind, Cell, Document
from checker.document.readers import plain
from checker.document.wrapping import Wrapping, starts_numbered
from checker.errors import ReadError

__all__ = ["read"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Containers of the article in the site systems in use (TRS, UCAP, Hanweb, Jcms, WebBuilder, wzy …), most telling first.
_ARTICLES = (
    "#UCAP-CONTENT",
    ".TRS_UEDITOR",
    ".TRS_Editor",
    ".trs_editor_view",
    "#zoom",
    "#Zoom",
    "#zoomcon",
    "#NewsContent",
    "#newsContent",
    "#article_content",
    "#articleContent",
    "#article-content",
    "#js_content",
    "#vsb_content",
    "#vsb_content_2",
    "#vsb_content_4",
    ".v_news_content",
    ".wzy",
    ".xxgk_content",
    ".xxgk-content",
    ".gknr",
    ".gk_content",
    ".news_content",
    ".news-content",
    ".newscontent",
    ".article-content",
    ".article_content",
    ".articleContent",
    ".article-con",
    ".article_con",
    ".art_con",
    ".arti_content",
    ".pages_content",
    ".detail-content",
    ".detail_content",
    ".content-text",
    ".con_text",
    ".zwxl-article",
    ".bt-content",
    ".wp_articlecontent",
    ".Custom_UnionStyle",
    ".view",
    "#content_body",
    "#contentText",
    "#div_content",
    "#divcontent",
    "#article",
    "article",
    "main",
)
_ANY_ARTICLE = ", ".join(_ARTICLES)
_TITLES = (
    "meta[name=ArticleTitle]",
    "meta[name=articletitle]",
    "ucaptitle",
    "#ivs_title",
    ".article-title",
    ".article_title",
    ".arti_title",
    ".news_title",
    ".newstitle",
    ".detail-title",
    ".detail_title",
    ".xxgk_title",
    ".con_title",
    ".bt_title",
    "h1",
    ".title",
    ".bt",
    "h2",
    "meta[property='og:title']",
)
_IGNORED = _set(
    "script style noscript template iframe object embed svg canvas video audio map head meta link title input "
    "select option textarea button nav datalist"
)
# Elements that may hold an article; a piece remembers those that it stands in.
_CONTAINERS = _set(
    "article blockquote body center div fieldset form font main section span table tbody td tr ul ucapcontent ucaptitle"
)
_BLOCK = _set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu ol p pre section summary table tbody td "
    "tfoot th thead tr ul ucapcontent ucaptitle"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INDENT = re.compile(r"\s*(?:\u3000|\xa0\s*\xa0|\u2003)")
# A line break of the source between two Chinese characters is none of the text (CSS Text 3, segment breaks).
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SITE = re.compile(r"\s*(?:[-_|–—·>＞]+|\s{2,})\s*[^-_|–—>＞]{2,40}$")
_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_.-]+)""", re.I
)
_MARKS = re.compile(r"[，。；：、！？,;:]")
# A line of its own: 青政发〔2024〕3号. With a label before it (文号：…) it is furniture.
_DOCUMENT_NUMBER = re.compile(r"^[^\s:：]{2,20}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\s*\d{1,4}\s*号$")
_REPORT = re.compile(r"法治(?:政府)?建设|依法行政|年度报告|情况的?报告")
# Fewer characters than this are a caption, not a report.
_SHORTEST_ARTICLE = 120
# Only these names are believed; a page may declare any codec that Python knows, and some of them are traps.
_CHARSETS = dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936"), "gb18030") | {
    "big5": "big5hkscs"
}


def read(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a saved page (html, xhtml, mhtml). Raises ReadError when it holds no text."""
    limits.check_bytes(len(data))
    if len(data) > limits.max_part_bytes:
        raise ReadError("网页文件过大，未读取；请用浏览器打开，把正文复制到 Word 再核查")
    notes: list[str] = []
    format = "html"
    charset = None
    if is_mhtml(data):
        format = "mhtml"
        data, charset = _html_part(data, limits)
    text, encoding = _decode(data, charset, notes)
    limits.check_characters(len(text) // 20)  # markup outweighs the words of a page by up to twentyfold
    _check_cost(text, limits)
    assembly = Assembly(name, format, limits)
    for note in notes:
        assembly.note(note)
    parser = LexborHTMLParser(text)
    _Page(parser, assembly, limits).read()
    return assembly.finish(encoding=encoding)


# ── bytes to text ───────────────────────────────────────────────────────────────────────────────


def is_mhtml(data: bytes) -> bool:
    """Whether the file is a web archive: an e-mail of several parts with html in it."""
    head = data[:4096].lstrip().lower()
    return (
        head.startswith(
            (b"from:", b"mime-version:", b"content-type:", b"subject:", b"date:", b"snapshot-content-location:", b"x-")
        )
    ) and (b"mime-version:" in head and b"content-type:" in head)


def _html_part(data: bytes, limits: Limits) -> tuple[bytes, str | None]:
    """The first html part of a web archive, and the charset that its header names."""
    import email
    import email.policy

    best: tuple[bytes, str | None] | None = None
    if data.lower().count(b"boundary") > 100:  # nested parts: a browser writes one level, the parser recurses
        raise ReadError("网页存档（mhtml）的部件嵌套过深，未读取；请在浏览器中另存为“仅 HTML”后再核查")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for count, part in enumerate(message.walk()):
            if count > limits.max_members:
                raise ReadError("网页存档（mhtml）里的部件过多，未读取；请在浏览器中另存为“仅 HTML”后再核查")
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and (best is None or len(payload) > len(best[0])):
                    best = payload, part.get_content_charset()
    except (RecursionError, ValueError, LookupError):  # what the e-mail parser says of nested or garbled parts
        raise ReadError("网页存档（mhtml）已损坏，读不通；请在浏览器中重新打开并另存后再核查") from None
    if best is None:
        raise ReadError("网页存档（mhtml）里没有网页正文，可能没有保存完整；请在浏览器中重新打开并另存后再核查")
    return best


def _decode(data: bytes, declared: str | None, notes: list[str]) -> tuple[str, str]:
    """Text and encoding of a page: mark, header, meta, and what reads as Chinese where these are wrong."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        decoded = plain.decode(data)
        notes.extend(decoded.notes)
        return decoded.text, decoded.encoding
    if declared is None:
        found = _CHARSET.search(data[:8192])
        declared = (found[1] or found[2]).decode("ascii") if found else None
    plainest: tuple[str, str] | None = None
    for encoding in dict.fromkeys((_CHARSETS.get((declared or "").lower(), "utf-8"), "utf-8", "gb18030")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plain.is_chinese(text):
            return text, encoding
        if plainest is None and text.isascii():
            plainest = text, encoding
    if plainest is not None:
        return plainest
    # Pages are often spoilt in a few places (cut in the middle of a character): keep the rest, and say so.
    best = ""
    best_encoding = "utf-8"
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if not best or text.count("\ufffd") < best.count("\ufffd"):
            best, best_encoding = text, encoding
    lost = best.count("\ufffd")
    if lost * 50 > len(best) or not plain.is_chinese(best.replace("\ufffd", "")):
        raise ReadError(
            "认不出网页的文字编码；请用浏览器打开，确认文字正常后另存为 UTF-8 编码的网页或复制到 Word 再核查"
        )
    if lost:
        notes.append(f"网页里有 {lost} 处损坏的字节，已显示为“�”，请与原件核对")
    return best, best_encoding


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that end by themselves, or hold nothing: leaving them open is lawful and costs nothing.
_SELF_CLOSING = _set(
    "p li dd dt tr td th tbody thead tfoot colgroup col option optgroup html head body br hr img input meta link "
    "area base embed source track wbr param rp rt"
)


def _check_cost(text: str, limits: Limits) -> None:
    """Refuse a page that would make the parser work without end, before a tree is built of it.

    Parsers walk the open elements at each tag and repeat unclosed formatting in each paragraph: deep
    nesting costs the square of its depth. So the sum over all tags of what is open then is bounded.
    """
    if text.count("<") > limits.max_blocks * 10:
        raise ReadError("网页的标签过多，不像一份年度报告；请用浏览器打开，把正文复制到 Word 再核查")
    if text.count("<") <= 1500:  # too few to do harm
        return
    still_open: dict[str, int] = {}
    depth = cost = 0
    for found in _TAG.finditer(text):
        closing, name = found[1], found[2].lower()
        if name in _SELF_CLOSING:
            cost += depth
            continue
        count = still_open.get(name, 0)
        if not closing:
            still_open[name] = count + 1
            depth += 1
        elif count:
            still_open[name] = count - 1
            depth -= 1
        cost += depth
        if cost > 4_000_000 or depth > limits.max_depth * 10:
            raise ReadError("网页的标签嵌套过深，可能已损坏；请用浏览器打开，把正文复制到 Word 再核查")


# ── the page ────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Piece:
    """One line of the page as a reader sees it, and the elements that it stands in (outermost first)."""

    text: str
    path: str
    chain: tuple[int, ...]
    links: int  # characters inside links
    heading: int | None = None
    cell: Cell | None = None
    soft: bool = False  # parted from the piece before by a line break only, and not indented
    raw: str = ""  # with the blanks around it


@dataclass(slots=True)
class _Frame:
    """An element being walked."""

    node: LexborNode
    tag: str
    label: str  # as in an element path: div[2]
    counts: dict[str, int] = field(default_factory=dict)
    items: int = 0  # numbered list: items so far


class _Walk:
    """The pieces of a page in document order. Iterative: a page may nest deeper than Python may recurse."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tables = 0
        self._run: list[str] = []
        self._links = 0  # open <a> elements
        self._linked = 0  # characters of the run that stand in links
        self._preformatted = 0  # open <pre> elements
        self._after_break = False
        self._heading: int | None = None
        self._frames: list[_Frame] = []
        self.pieces: list[_Piece] = []

    def walk(self, root: LexborNode, path: str) -> None:
        """Collect the pieces below ``root``, whose own path is ``path``."""
        frames = self._frames
        frames.append(_Frame(root, root.tag or "", path))
        node = root.child
        while frames:
            frame = frames[-1]
            if node is None:
                self._leave(frame)
                frames.pop()
                node = frame.node.next if frames else None
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
                node = node.next
                continue
            if tag.startswith("-") or tag in _IGNORED or _is_hidden(node):
                if tag in _BLOCK:
                    self._flush()
                node = node.next
                continue
            number = frame.counts[tag] = frame.counts.get(tag, 0) + 1
            if tag == "br":
                self._flush(broken=True)
                node = node.next
                continue
            if tag == "table" and _is_grid(node):
                self._flush()
                self._table(node, f"{self._path()}/table[{number}]")
                node = node.next
                continue
            self._enter(frame, node, tag)
            frames.append(_Frame(node, tag, f"{tag}[{number}]"))
            node = node.child

    def _path(self) -> str:
        return "/".join([frame.label for frame in self._frames])

    def _chain(self) -> tuple[int, ...]:
        """The containers that are open, and the root."""
        return tuple([frame.node.mem_id for at, frame in enumerate(self._frames) if not at or frame.tag in _CONTAINERS])

    def _enter(self, frame: _Frame, node: LexborNode, tag: str) -> None:
        if tag in _BLOCK:
            self._flush()
            if tag in _HEADINGS:
                self._heading = _HEADINGS[tag]
            elif tag == "li" and frame.tag == "ol":
                frame.items += 1
                self._run.append(_item_number(frame.node, node, frame.items))
            elif tag == "pre":
                self._preformatted += 1
        elif tag == "a":
            self._links += 1
        elif tag == "q":
            self._run.append("“")

    def _leave(self, frame: _Frame) -> None:
        if frame.tag in _BLOCK:
            self._flush()
            if frame.tag in _HEADINGS:
                self._heading = None
            elif frame.tag == "pre":
                self._preformatted -= 1
        elif frame.tag == "a":
            self._links -= 1
        elif frame.tag == "q":
            self._run.append("”")

    def _text(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._run.append(line)
                self._flush(broken=True)
        if text:
            self._run.append(text)
            if self._links:
                self._linked += len(text)

    def _flush(self, *, broken: bool = False) -> None:
        """The line ends here; ``broken`` when only a line break ends it, not a paragraph."""
        raw = "".join(self._run)
        self._run.clear()
        text = raw.strip(BLANKS)
        if text:
            if "\n" in text:
                text = _SOURCE_BREAK.sub("", text)
            text = _SPACE.sub(" ", text)
            links, soft = self._linked, self._after_break and _INDENT.match(raw) is None
            self.pieces.append(_Piece(text, self._path(), self._chain(), links, self._heading, None, soft, raw))
            self._limits.check_blocks(len(self.pieces))
        # Two breaks on end make a paragraph.
        self._after_break = broken and bool(text)
        self._linked = 0

    def _table(self, table: LexborNode, path: str) -> None:
        """A table of figures: one piece per cell, with its place in the grid."""
        index = self._tables
        self._tables += 1
        chain = self._chain()
        taken: set[tuple[int, int]] = set()
        spanned = 0
        for row, line in enumerate(_rows(table)):
            column = 0
            for node in line:
                while (row, column) in taken:
                    column += 1
                rows, columns = _extent(node, "rowspan"), _extent(node, "colspan")
                spanned += rows * columns
                if spanned > self._limits.max_cells:
                    raise ReadError("网页里的表格过大，不像一份年度报告；请用浏览器打开，把正文复制到 Word 再核查")
                taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
                inner = _Walk(self._limits)
                inner.walk(node, f"{path}/tr[{row + 1}]/{node.tag}[{column + 1}]")
                text = "\n".join(piece.text for piece in inner.pieces)
                self.pieces.append(
                    _Piece(
                        text,
                        f"{path}/tr[{row + 1}]/{node.tag}[{column + 1}]",
                        chain,
                        0,
                        None,
                        Cell(index, row, column, rows, columns),
                    )
                )
                column += columns


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    rows: list[list[LexborNode]] = []
    for part in table.iter():
        lines = part.iter() if part.tag in ("tbody", "thead", "tfoot") else (part,)
        rows.extend([cell for cell in line.iter() if cell.tag in ("td", "th")] for line in lines if line.tag == "tr")
    return rows


def _is_grid(table: LexborNode) -> bool:
    """Whether a table holds figures. Many old pages use tables for their layout only."""
    if table.css_first("table table, td table") is not None:
        return False
    rows = _rows(table)
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    words = [len(_words(cell)) for row in rows for cell in row]
    return max(words) <= 600 and sum(words) <= 80 * len(words)


def _extent(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() else 1


def _words(node: LexborNode) -> str:
    return _SPACE.sub(" ", node.text(deep=True)).strip(BLANKS)


def _item_number(items: LexborNode, item: LexborNode, count: int) -> str:
    """The number that a browser prints before an item of a numbered list."""
    if "list-style" in (items.attributes.get("style") or "") and "none" in (items.attributes.get("style") or ""):
        return ""
    start = items.attributes.get("start") or ""
    value = item.attributes.get("value") or ""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else count
    if not value and start.isascii() and start.isdigit() and len(start) < 6:
        number = int(start) + count - 1
    return f"{number}. "


class _Page:
    """One parsed page, read into an assembly."""

    def __init__(self, parser: LexborHTMLParser, assembly: Assembly, limits: Limits) -> None:
        self._parser = parser
        self._assembly = assembly
        self._limits = limits

    def read(self) -> None:
        body = self._parser.body or self._parser.root
        if body is None:
            raise ReadError("网页里没有内容，可能没有保存完整；请在浏览器中重新打开并另存后再核查")
        walk = _Walk(self._limits)
        walk.walk(body, "html/body")
        pieces = walk.pieces
        first, last = self._article(body, pieces)
        titles = self._title(body, pieces, first, last)
        for piece in titles:
            self._assembly.add(piece.text, heading=0, anchor=Anchor(path=piece.path))
        # What stands between the title and the article is the line of 来源、时间、字号.
        above = max((index for index, piece in enumerate(pieces[:first]) if piece in titles), default=first) + 1
        for piece in pieces[above:first]:
            kind = BlockKind.PARAGRAPH if _DOCUMENT_NUMBER.search(piece.text) else BlockKind.FURNITURE
            self._assembly.add(piece.text, kind, anchor=Anchor(path=piece.path))
        inside = _unwrapped(pieces[first:last])
        for piece, apart in zip(inside, furniture_among([piece.text for piece in inside]), strict=True):
            self._add(piece, apart)
        for piece in pieces[last : last + 30]:
            if is_furniture(piece.text):
                self._assembly.add(piece.text, BlockKind.FURNITURE, anchor=Anchor(path=piece.path))

    def _add(self, piece: _Piece, apart: bool) -> None:
        if piece.cell is not None:
            self._assembly.add(piece.text, BlockKind.CELL, anchor=Anchor(path=piece.path), cell=piece.cell)
        elif apart:
            self._assembly.add(piece.text, BlockKind.FURNITURE, anchor=Anchor(path=piece.path))
        else:
            self._assembly.add(piece.text, anchor=Anchor(path=piece.path), heading=piece.heading)

    def _article(self, body: LexborNode, pieces: list[_Piece]) -> tuple[int, int]:
        """The pieces that are the article: index of the first, index after the last."""
        weights: dict[int, int] = {}
        for piece in pieces:
            weight = _prose_weight(piece)
            if weight:
                for element in piece.chain:
                    weights[element] = weights.get(element, 0) + weight
        total = weights.get(body.mem_id, 0)
        dense = self._densest(body.mem_id, pieces, weights, total)
        chosen = dense
        # One question for all of them first: most pages know none.
        for selector in _ARTICLES if body.css_first(_ANY_ARTICLE) is not None else ():
            known = [(weights.get(node.mem_id, 0), node.mem_id) for node in body.css(selector)]
            weight, element = max(known, default=(0, 0))
            if weight >= _SHORTEST_ARTICLE and weight * 2 >= weights.get(dense, 0):
                chosen = element
                break
        else:
            if dense == body.mem_id and any(piece.links for piece in pieces):
                self._assembly.note("没有找到网页的正文区域，已读取整个页面；栏目等页面文字可能混在其中")
        inside = [index for index, piece in enumerate(pieces) if chosen in piece.chain]
        return (inside[0], inside[-1] + 1) if inside else (0, len(pieces))

    @staticmethod
    def _densest(root: int, pieces: list[_Piece], weights: dict[int, int], total: int) -> int:
        """From the body down, as long as one child keeps nearly all of the prose."""
        if not total:
            return root
        chosen, depth = root, 0
        for piece in pieces:
            for level, element in enumerate(piece.chain):
                if level > depth and weights.get(element, 0) * 10 >= total * 8:
                    chosen, depth = element, level
        return chosen

    def _title(self, body: LexborNode, pieces: list[_Piece], first: int, last: int) -> list[_Piece]:
        """The pieces of the page's title, when the article does not begin with it. Marks it where it does."""
        node = self._parser.css_first("title")
        page = _words(node)[:300] if node is not None else ""
        head = [piece for piece in pieces[first : min(last, first + 12)] if not is_furniture(piece.text)]
        # The article's own first lines, if they are the page's title or look like the title of a report.
        squeezed = _squeeze(page)
        prose = False
        for index, piece in enumerate(head[:8]):
            own = _squeeze(piece.text)
            prose = prose or (_MARKS.search(own) is not None and not own.endswith("）"))
            named = len(own) >= 6 and own in squeezed
            if named or (not prose and (piece.heading == 1 or _is_title(own))):
                piece.heading = 0
                if named or own.endswith("报告"):
                    return []
                for further in head[index + 1 : index + 3]:
                    if _is_title(_squeeze(further.text)) and not _MARKS.search(further.text):
                        further.heading = 0
                return []
        for selector in _TITLES:
            found = body.css_first(selector) if not selector.startswith("meta") else None
            if selector.startswith("meta"):
                meta = self._parser.css_first(selector)
                words = (meta.attributes.get("content") or "").strip(BLANKS) if meta is not None else ""
                if words and _is_title(_squeeze(words)):
                    return [_Piece(words, "html/head/meta", (), 0, 0)]
                continue
            if found is None:
                continue
            words = _squeeze(_words(found))
            if 6 <= len(words) <= 120 and (words in squeezed or _is_title(words)) and not is_furniture(words):
                walk = _Walk(self._limits)
                walk.walk(found, "html/body")
                wanted = {_squeeze(piece.text) for piece in walk.pieces} or {words}
                lines = [piece for piece in pieces[:first] if _squeeze(piece.text) in wanted]
                lines = lines[-len(wanted) :]
                return lines or [_Piece(_words(found), selector, (), 0, 0)]
        bare = page
        while (site := _SITE.search(bare)) and len(_squeeze(bare[: site.start()])) >= 6:
            bare = bare[: site.start()]
        if _is_title(_squeeze(bare)):
            return [_Piece(bare, "html/head/title", (), 0, 0)]
        return []


def _unwrapped(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, those joined that a break at a fixed width had parted."""
    if not any(piece.soft for piece in pieces):
        return pieces
    wrapping = Wrapping([piece.raw for piece in pieces if piece.cell is None])
    joined: list[_Piece] = []
    for above, piece in zip([None, *pieces], pieces, strict=False):
        if piece.soft and above is not None and joined and wrapping.continues(above.raw, piece.raw):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}\n{piece.text}")
        else:
            joined.append(piece)
    return joined


def _prose_weight(piece: _Piece) -> int:
    """Characters of running text in a piece; lists of links and single words weigh nothing."""
    if piece.links * 2 > len(piece.text) or not _MARKS.search(piece.text):
        return 0
    return len(piece.text) if len(piece.text) >= 20 else 0


def _squeeze(text: str) -> str:
    return re.sub(rf"[{BLANKS}]+", "", text)


def _is_title(words: str) -> bool:
    """Whether the words can be the title of such a report; a numbered heading of it speaks alike."""
    if starts_numbered(words) or not 6 <= len(words) <= 100:
        return False
    return _REPORT.search(words) is not None and words[-1] not in "。；，：！"
