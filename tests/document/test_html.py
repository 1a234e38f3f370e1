"""Saved web pages in the manner of the site systems in use."""

from __future__ import annotations

import pytest

from checker.document.limits import Limits
from checker.document.model import BlockKind, Document
from checker.document.readers.html import read
from checker.errors import ReadError
from tests.document.sample import LINES, MERGED_CELLS, TITLE, cells_of

BODY = LINES[1:]
MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>'
    for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进青石"))
)
FOOT = "<div class='foot'><p>主办：青石区人民政府办公室　网站标识码：3700000000　<a>网站地图</a></p></div>"
META = (
    "发布日期：2024-02-20 09:30 　来源：青石区司法局 　浏览次数：<span id='hits'>86</span>次 　"
    "字号：[ <a>大</a> <a>中</a> <a>小</a> ]"
)


def words(document: Document, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f'<p style="text-indent:2em">&nbsp;　{line}</p>\n' for line in lines)


def page(main: str, *, head: str = "", title: str = f"{TITLE} - 青石区人民政府门户网站") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}<title>{title}</title>'
        "<style>p{margin:0}</style><script>var a='<p>脚本里的话。</p>';</script></head><body>"
        f"<div class='top'><ul>{MENU}</ul></div>{main}{FOOT}<script>share()</script></body></html>"
    )


TAIL = (
    "<div class='tool'><a>打印</a> <a>关闭</a></div>"
    "<div class='near'><p>上一篇：<a>青石区2022年度政府信息公开工作年度报告</a></p></div>"
    "<div class='qr'>扫一扫在手机打开当前页</div>"
)
PAGES = {
    "ucap": page(
        f"<div class='pos'>当前位置：<a>首页</a> &gt; <a>政务公开</a></div><ucaptitle>{TITLE}</ucaptitle>"
        f"<div class='info'>{META}</div><div id='UCAP-CONTENT'>{paragraphs(BODY)}</div>{TAIL}"
    ),
    "trs": page(
        f"<div class='article'><h1 class='title'>{TITLE}</h1><div class='date'>{META}</div>"
        f"<div class='TRS_Editor'><style>.TRS_Editor P{{}}</style>{paragraphs(BODY)}</div></div>{TAIL}"
    ),
    "zoom, title inside": page(f"<div id='zoom'><p align=center><b>{TITLE}</b></p>{paragraphs(BODY)}</div>{TAIL}"),
    "nested divs for paragraphs": page(
        f"<h1>{TITLE}</h1><p>{META}</p><div class='view TRS_UEDITOR'>"
        + "".join(f"<div>{line}</div>" for line in BODY)
        + "</div>"
    ),
    "old tables and breaks": page(
        "<form id='aspnetForm'><table width=980><tr><td width=200>栏目导航<br><a>机构职能</a></td><td><table><tr>"
        f"<td class=title align=center><b>{TITLE}</b></td></tr><tr><td>{META}</td></tr><tr><td class='wzy'>"
        + "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in BODY)
        + "</td></tr></table></td></tr></table></form>"
    ),
    "unknown containers": page(
        f"<div class='a1'><div class='b1'><h2>{TITLE}</h2></div><div class='c1'>{META}</div>"
        f"<div class='d1'><div class='e1'>{paragraphs(BODY)}</div></div></div>{TAIL}"
    ),
    "title in the page's head only": page(f"<div class='x'>{paragraphs(BODY)}</div>"),
    "title in a meta": page(
        f"<div id='vsb_content'>{paragraphs(BODY)}</div>",
        head=f'<meta name="ArticleTitle" content="{TITLE}">',
        title="青石区人民政府",
    ),
    "inline tags": page(
        f"<h1>{TITLE}</h1><div id='NewsContent'>"
        + "".join(
            "<p><span>　　" + "</span><span lang=EN-US>".join((line[:3], line[3:5], line[5:])) + "</span></p>"
            for line in BODY
        )
        + "</div>"
    ),
    "xhtml": '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>'
    + f"{TITLE}</title></head><body><div>{paragraphs(BODY)}<br/></div></body></html>",
    "half a page": page(f"<h1>{TITLE}</h1><div id='zoom'>{paragraphs(BODY)}").split("<div class='foot'>")[0],
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_and_nothing_else(name: str) -> None:
    document = read(PAGES[name].encode(), "x.html")
    assert [passage.text for passage in document.passages] == list(LINES)
    assert document.blocks[0].heading == 0
    assert not any("正文区域" in note for note in document.notes)


def test_furniture_is_kept_apart() -> None:
    document = read(PAGES["trs"].encode(), "x.html")
    furniture = " ".join(words(document, BlockKind.FURNITURE))
    assert "字号" in furniture and "打印" in furniture and "扫一扫" in furniture
    assert "政务公开" not in document.text and "脚本" not in document.text


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (PAGES["trs"], "utf-8", "utf-8"),
        (PAGES["trs"].replace("utf-8", "gb2312"), "gb18030", "gb18030"),
        (PAGES["trs"].replace("utf-8", "GBK"), "gb18030", "gb18030"),
        (PAGES["trs"].replace("utf-8", "gb2312"), "utf-8", "utf-8"),
        (PAGES["trs"].replace('<meta charset="utf-8">', ""), "gb18030", "gb18030"),
        (PAGES["trs"], "gb18030", "gb18030"),
        (PAGES["trs"].replace("utf-8", "x-unknown"), "utf-8", "utf-8"),
        (PAGES["trs"].replace("utf-8", "iso-8859-1"), "gb18030", "gb18030"),
        (PAGES["trs"].replace("utf-8", "unicode_escape"), "gb18030", "gb18030"),
        (PAGES["trs"], "utf-8-sig", "utf-8-sig"),
        (PAGES["trs"], "utf-16", "utf-16-le"),
    ],
)
def test_charsets_declared_and_real(text: str, encoding: str, name: str) -> None:
    document = read(text.encode(encoding), "x.html")
    assert [passage.text for passage in document.passages] == list(LINES)
    assert document.encoding == name


def test_a_few_spoilt_bytes_are_noted() -> None:
    data = PAGES["trs"].encode()
    at = data.index("复议".encode())
    document = read(data[: at + 1] + data[at + 2 :], "x.html")
    assert any("损坏" in note for note in document.notes)
    with pytest.raises(ReadError, match="编码"):
        read(bytes(byte ^ 0x80 if index % 5 == 0 else byte for index, byte in enumerate(data)), "x.html")


def test_tables_of_figures() -> None:
    table = (
        "<table><caption>附表</caption><thead><tr><th rowspan=2>类别</th><th colspan='2'>案件</th></tr>"
        "<tr><th>收案</th><th>结案</th></tr>"
        "</thead><tbody><tr><td>复议</td><td><p>206</p></td><td></td></tr></tbody></table>"
    )
    document = read(page(f"<div id='zoom'>{paragraphs(LINES)}{table}</div>").encode(), "x.html")
    assert cells_of(document) == MERGED_CELLS


def test_headings_and_paths() -> None:
    inside = f"<h2>一、举措</h2><p>{BODY[1]}</p><p>{BODY[4]}</p><h3>（一）制度</h3><p>{BODY[4]}</p>"
    main = f"<h1>{TITLE}</h1><div id='zoom'>{inside}</div>"
    document = read(page(main).encode(), "x.html")
    assert [block.heading for block in document.prose] == [0, 2, None, None, 3, None]
    assert document.prose[3].anchor.path == "html/body/div[2]/p[2]"


def test_what_the_browser_hides_or_adds() -> None:
    main = (
        f"<div id='zoom'>{paragraphs(LINES)}<p style='display: none'>看不见的话。</p><p>引用<q>原话</q>结束。</p>"
        "<ol start=3><li>第一件事。</li><li>第二件事。</li></ol><pre>一行\n二行</pre></div>"
    )
    document = read(page(main).encode(), "x.html")
    assert words(document)[len(LINES) :] == ["引用“原话”结束。", "3. 第一件事。", "4. 第二件事。", "一行", "二行"]


def test_titles_over_several_lines() -> None:
    title = "中共青石区委<br>青石区人民政府<br>关于2023年度法治政府建设情况的报告"
    main = f"<h1>{title}</h1><div>{META}</div><div id='zoom'>{paragraphs(BODY)}</div>"
    document = read(page(main, title="关于2023年度法治政府建设情况的报告").encode(), "x.html")
    assert words(document)[:4] == [*title.split("<br>"), BODY[0]]
    assert [block.heading for block in document.prose[:4]] == [0, 0, 0, None]


def test_line_breaks_in_the_source_and_at_a_fixed_width() -> None:
    source = (
        f"<div id=zoom><p>全年收到行政复议申请\n  206件，受理\n187件，其中维\r\n 持96件。</p>{paragraphs(LINES)}</div>"
    )
    assert (
        read(page(source).encode(), "x.html").passages[0].text == "全年收到行政复议申请206件，受理187件，其中维持96件。"
    )
    long = "全区各级行政机关认真贯彻落实上级部署要求，扎实推进法治政府建设各项任务落地见效，" * 8
    broken = "<br>".join(long[at : at + 33] for at in range(0, len(long), 33))
    document = read(page(f"<div id='zoom'>{TITLE}<br><br>{broken}<br>一、主要举措<br>正文。</div>").encode(), "x.html")
    assert [passage.text for passage in document.passages] == [TITLE, long, "一、主要举措", "正文。"]


def test_saved_by_word() -> None:
    item = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span>"
        "<![endif]><span>主要举措</span></p>"
    )
    main = (
        f"<div class=WordSection1><p class=MsoTitle>{TITLE}<o:p></o:p></p>{paragraphs(BODY)}{item}</div>"
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    )
    head = "<head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head>"
    text = f"<html>{head}<body>{main}</body></html>"
    document = read(text.encode("gb18030"), "x.htm")
    assert [passage.text for passage in document.passages] == [*LINES, "一、主要举措"]


def test_mhtml() -> None:
    import base64

    html = base64.encodebytes(PAGES["trs"].replace("utf-8", "gb2312").encode("gb18030"))
    data = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n\r\n'
        b"----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + html + b"\r\n"
        b"----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----b--\r\n"
    )
    document = read(data, "x.mht")
    assert document.format == "mhtml"
    assert [passage.text for passage in document.passages] == list(LINES)
    with pytest.raises(ReadError, match="没有网页正文"):
        read(data.replace(b"text/html\r\nContent-Tr", b"text/css\r\nContent-Tr"), "x.mht")
    nested = b"MIME-Version: 1.0\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(ReadError, match="mhtml"):
        read(nested, "x.mht")


def test_no_article_at_all() -> None:
    with pytest.raises(ReadError, match="没有"):
        read(b"<html><body><script>render()</script><div id=app></div></body></html>", "x.html")


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000 + "报告",
        "".join(f"<b id={n}>" for n in range(3000)) + "<p>报告" * 20_000,
        "<x>" * 30_000,
        "<p>报" * 3_000_000,
        "<table>" + "<tr><td colspan=1000 rowspan=1000>1<td>2" * 300 + "</table>",
    ],
    ids=["deep", "formatting repeated", "unknown elements", "too many", "absurd spans"],
)
def test_pages_without_end_are_refused(text: str) -> None:
    with pytest.raises(ReadError, match="网页"):
        read(f"<html><body>{text}".encode(), "x.html", Limits())
