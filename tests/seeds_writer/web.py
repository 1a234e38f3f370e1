"""A page as saved from a government site: the report between the site's own furniture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.seeds_writer.source import Part, Piece

_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_法治政府建设_澄湖区人民政府</title>
<meta name="ColumnName" content="法治政府建设年度报告">
<meta name="PubDate" content="{published} 09:30">
<style>.content p {{ text-indent: 2em; line-height: 2 }}</style>
<script>function fontZoom(size) {{ document.getElementById('zoom').style.fontSize = size + 'px' }}</script>
</head>
<body>
<div class="header"><a href="/">澄湖区人民政府</a>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwfw/">政务服务</a></li>
<li><a href="/hdjl/">互动交流</a></li><li><a href="/zjch/">走进澄湖</a></li></ul>
<form><input type="text" placeholder="请输入关键字"><button>搜索</button></form></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 法治政府建设</div>
<div class="article">
<h1>{title}</h1>
<div class="info"><span>来源：区司法局</span><span>发布时间：{published}</span>
<span>浏览次数：<b id="hits">1286</b></span>
<span>字号：[<a href="javascript:fontZoom(18)">大</a> <a href="javascript:fontZoom(16)">中</a> \
<a href="javascript:fontZoom(14)">小</a>]</span>
<span><a href="javascript:window.print()">打印</a></span><span><a href="javascript:window.close()">关闭</a></span></div>
<div class="content" id="zoom">
{body}
</div>
<div class="qrcode"><img src="qr.png" alt=""><p>扫一扫在手机打开当前页</p></div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="pages">上一篇：<a href="1.html">没有了</a><br>下一篇：<a href="2.html">澄湖区2024年度普法责任清单</a></div>
</div>
<div class="footer"><p>主办：澄湖区人民政府办公室　承办：区大数据中心</p>
<p>网站标识码：3300000000　备案号：临ICP备00000000号</p>
<p><a href="/about.html">网站地图</a> | <a href="/contact.html">联系我们</a></p></div>
</body>
</html>
"""


def write_page(pieces: Sequence[Piece]) -> str:
    """The page; headings are bold paragraphs as editors of such sites leave them."""
    values = {piece.part: escape(piece.text) for piece in pieces if piece.part in (Part.TITLE, Part.PUBLISHED)}
    paragraphs = []
    for piece in pieces:
        if piece.part in values:
            continue
        text = escape(piece.text)
        inside = f"<strong>{text}</strong>" if piece.part is Part.FIRST_HEADING else f"<span>{text}</span>"
        paragraphs.append(f"<p>{inside}</p>")
    return _PAGE.format(title=values[Part.TITLE], published=values[Part.PUBLISHED], body="\n".join(paragraphs))
