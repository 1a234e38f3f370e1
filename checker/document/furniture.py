"""Page furniture: the words of the page around a report that are not the author's.

One line at a time: 字号：大 中 小 · 来源：… · 浏览次数：… · 打印 关闭 · 上一篇 · - 3 - …
A line counts only when *every* piece of it is furniture, so that a sentence that merely begins with
来源 or mentions 打印 stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.document.assembly import BLANKS
from checker.document.wrapping import starts_numbered

__all__ = ["furniture_among", "is_contents_line", "is_furniture", "is_page_number"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Longer lines are prose, whatever they begin with.
_LONGEST = 120

# Labels of the head and foot of a page: label, colon, a short value or none.
_LABELS = _set(
    "信息来源 文章来源 稿件来源 内容来源 来源 来源单位 供稿单位 供稿 稿源 出处 作者 撰稿 通讯员 摄影 责任编辑 "
    "责编 编辑 编审 审核 审核人 校对 初审 复审 终审 录入 发布者 发布人 发布单位 发布机构 发布部门 信息提供 "
    "提供单位 发布时间 发布日期 发表时间 发布于 更新时间 更新日期 添加时间 录入时间 上传时间 公开日期 公开时间 "
    "公开方式 公开形式 公开范围 公开类别 公开程序 公开时限 公开属性 信息公开方式 信息名称 信息分类 内容概述 "
    "内容分类 组配分类 主题分类 体裁分类 服务对象分类 主题词 关键词 关键字 索引号 信息索引号 索取号 所属主题 "
    "公文种类 有效性 是否有效 效力状态 文件状态 生效日期 失效日期 废止日期 时效性 生成日期 发文日期 发文时间 "
    "签发日期 印发日期 成文日期 发文机关 发文单位 发文字号 文号 文件编号 公文文号 规范性文件编号 统一编号 "
    "登记号 名称 分类 栏目 所属栏目 浏览次数 浏览量 浏览 访问次数 访问量 点击次数 点击数 点击率 点击 点击量 "
    "阅读次数 阅读量 阅读数 阅读 阅读人数 已阅 人气 查看次数 字号 字体 字体大小 字体颜色 字号大小 文字大小 "
    "视力保护色 保护视力色 背景色 行间距 字数 分享到 分享 分享至 一键分享 转发到 收藏 上一篇 下一篇 上一条 "
    "下一条 上篇 下篇 上一页 下一页 上一则 下一则 相关链接 相关文章 相关新闻 相关阅读 相关信息 相关稿件 "
    "相关附件 附件下载 附件列表 文件下载 下载附件 您现在的位置 您现在所在位置 你现在的位置 您当前的位置 "
    "您的位置 您所在的位置 您所在位置 当前位置 当前所在位置 现在位置 所在位置 位置 主办 主办单位 承办 承办单位 "
    "协办单位 技术支持 版权所有 网站标识码 政府网站标识码 网站支持电话 联系电话 地址 邮编 邮政编码 备案序号 "
    "备案号 网址 原文链接 本文链接 链接地址 扫码 二维码 打印时间 今天是 现在是 无障碍"
)
# Only meaningful in the middle of other furniture; alone they may be the author's own lines.
_WEAK_LABELS = _set(
    "名称 分类 位置 地址 编辑 审核 校对 作者 联系电话 邮编 邮政编码 网址 成文日期 发文日期 印发日期 签发日期 "
    "承办 主办 文号 发文字号 发文机关 发文单位 阅读 浏览 点击 供稿 摄影 承办单位 主办单位 协办单位 关键词"
)

# Labels whose value may stand on the next line.
_ANNOUNCING = _set(
    "来源 信息来源 文章来源 作者 发布时间 发布日期 发布机构 责任编辑 编辑 浏览次数 点击数 阅读次数 索引号"
)

# Whole pieces that are furniture by themselves.
_WORDS = _set(
    "字号 字体 大 中 小 特大 超大 默认 默认字号 大号 中号 小号 放大 缩小 加大 减小 还原 恢复 正常 繁体 简体 A+ "
    "A- A 打印 打印本页 打印本文 打印文章 打印页面 打印此页 我要打印 关闭 关闭窗口 关闭本页 关闭页面 关闭此页 "
    "关闭正文 返回 返回顶部 返回首页 返回列表 返回上页 返回上一页 返回列表页 顶部 收藏 收藏本页 加入收藏 "
    "收藏本文 分享 分享到 分享至 一键分享 转发 纠错 我要纠错 内容纠错 网站纠错 政府网站找错 评论 我要评论 "
    "发表评论 点赞 微信 微博 新浪微博 腾讯微博 QQ QQ空间 QQ好友 微信好友 朋友圈 微信朋友圈 人人网 豆瓣 复制链接 "
    "更多 更多>> 下载 下载全文 下载文件 全文下载 下载PDF 下载Word 下载word版 PDF版 Word版 导出 保存 保存本页 "
    "设为首页 首页 网站首页 网站地图 网站导航 网站声明 关于我们 联系我们 隐私声明 隐私政策 版权声明 免责声明 "
    "法律声明 使用帮助 网站帮助 网站概况 站点地图 无障碍 无障碍浏览 无障碍阅读 进入适老模式 适老化 长者模式 "
    "长者版 关怀版 老年版 手机版 移动版 电脑版 语音播报 语音朗读 朗读 听全文 听新闻 播放 暂停 登录 注册 退出 "
    "搜索 高级搜索 请输入关键字 请输入关键词 检索 上一篇 下一篇 上一条 下一条 上一页 下一页 末页 尾页 没有了 "
    "暂无 无 相关链接 相关文章 相关阅读 相关信息 相关稿件 相关新闻 热点推荐 推荐阅读 猜你喜欢 热门文章 扫码 "
    "扫一扫 微信扫一扫 扫一扫分享 手机扫一扫 二维码 政策解读 图解 我要咨询 咨询投诉 在线咨询 政务公开 "
    "政府信息公开 信息公开 简体版 繁體版 English 次 正文 保护视力色 视力保护色 白 杏仁黄 秋叶褐 胭脂红 芥末绿 "
    "天蓝 雪青 灰 银河白 阅读 当前位置 您现在的位置 您的位置 字号大小 阅读模式 打印预览 收起 展开 展开全文 全文 "
    "主动公开 政务微信 政务微博 官方微信 官方微博"
)
# Pieces that say nothing unless another piece beside them does: 大 alone may stand in a table, 无 too.
_FAINT = _set(
    "政务公开 政府信息公开 信息公开 政策解读 在线咨询 咨询投诉 搜索 检索 登录 注册 English 暂停 播放 导出 "
    "大 中 小 白 灰 无 次 A 更多 全文 正常 恢复 保存 下载 首页 正文 返回 阅读 图解 评论 正常 主动公开 微信 微博"
)

# 来源：司法局 发布时间：2021-03-01 浏览次数：12 次
_LABEL = re.compile(r"(?<![^\s\u3000|｜【】\[\]()（）])(?P<label>[^\s:：。，|｜【】\[\]()（）]{2,9})[ \u3000]*[:：]")
_SPLIT = re.compile(r"[\s\u3000\u00a0|｜丨/、·•【】\[\]〖〗「」()（）<>《》〈〉＜＞:：,，]+")

_WHOLE = re.compile(
    r"(?:使用|用)?(?:微信|手机)?(?:“?扫一扫”?|(?:扫描|扫|长按|长按识别|识别)(?:下方|上方|左侧|右侧)?二维码)[^。；]{0,30}"
    r"|(?:请|可)?(?:使用|用)?(?:微信|手机)?(?:微信)?扫(?:码|一扫)(?:后|即可|可)?(?:使用|用|在)?(?:微信|手机)?[上端]?"
    r"(?:关注|查看|分享|阅读|浏览|下载|打开|访问|收听|手机)[^。；]{0,20}"
    r"|.{0,12}(?:打开当前页|打开当前页面|手机(?:上|端)?(?:查看|浏览|阅读)(?:本页|当前页)?|分享到朋友圈|分享至好友和朋友圈)"
    r"|(?:本文|文章|该文|本页面?)?(?:已被|被)?(?:浏览|阅读|访问|点击)(?:了)?\s*\d+\s*次"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?.{0,40}"
    r"|.{0,30}(?:版权所有(?![人者权])|ICP备|icp备|公网安备|[Cc]opyright|COPYRIGHT|©).{0,60}"
    r"|(?:建议使用|推荐使用|为了(?:获得)?更好的?浏览)[^。]{0,40}(?:浏览器|分辨率)[^。]{0,30}"
    r"|[^。]{0,20}(?:网站标识码|政府网站标识码)[^。]{0,40}"
    r"|(?:(?:您|你)?(?:现在的?|当前的?|所在的?)?位置\s*[:：]?\s*)?(?:网站)?首页\s*(?:[>＞»›/\-—→]+\s*[^>＞»›/。]{1,30}\s*){1,8}"
    r"|(?:没有了|已是最后一篇|已经是第一篇|暂无(?:相关)?(?:附件|文章|信息|内容))[!！。]?"
    r"|附件[^。]{0,60}(?:已下载|下载次数|下载)[:：]?\s*\d*\s*次?"
    r"|(?:仅供|供)?(?:内部)?打印(?:日期|时间)[:：].{0,30}"
)
_PAGE = re.compile(
    r"[-—–－―─‐‑−·]+\s*[0-9０-９]{1,4}\s*[-—–－―─‐‑−·]+"
    r"|第\s*[0-9０-９一二三四五六七八九十]{1,4}\s*页\s*[,，/、|]?\s*(?:[（(]?\s*共\s*[0-9０-９一二三四五六七八九十]{1,4}\s*页\s*[）)]?)?"
    r"|共\s*\d{1,4}\s*页\s*[,，/、|]?\s*第\s*\d{1,4}\s*页"
    r"|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
)
# A line of a table of contents: words, leader dots or a tab, a page number.
_CONTENTS = re.compile(
    r"(?P<words>[^。；\t]{2,60}?)(?:\t|[ \u3000]*(?:\.{4,}|…{2,}|·{4,}|．{3,})[ \u3000]*|[ \u3000]{6,})\d{1,3}"
)
_CONTENTS_TITLE = re.compile(r"目[\s\u3000]*录")
_BARE_PAGE = re.compile(r"[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6}|[0-9]{1,4}\s*/\s*[0-9]{1,4}")


def is_page_number(text: str, *, bare: bool = False) -> bool:
    """Whether the line is a page number: ``- 3 -``, ``—3—``, 第3页 共9页.

    ``bare`` also takes a lone ``3`` or ``3/9``; only say so where page numbers are expected (the foot of a page).
    """
    text = text.strip(BLANKS)
    if not text or len(text) > 24:
        return False
    return _PAGE.fullmatch(text) is not None or (bare and _BARE_PAGE.fullmatch(text) is not None)


def is_contents_line(text: str) -> bool:
    """Whether the line belongs to a table of contents: a heading, a leader, the number of its page."""
    text = text.strip(BLANKS)
    if not text or not text[-1].isdigit() or len(text) > 200:
        return False
    found = _CONTENTS.fullmatch(text)
    # Between a word and a number a tab alone also parts the columns of a table.
    return found is not None and ("\t" not in text or starts_numbered(found["words"]))


def is_furniture(text: str) -> bool:
    """Whether a whole line or paragraph is page furniture. Judged by its own words only."""
    text = text.strip(BLANKS)
    if not text or len(text) > _LONGEST or text[-1] in "。；;！!？?":
        return bool(text) and len(text) <= 12 and _WHOLE.fullmatch(text) is not None
    if is_page_number(text) or is_contents_line(text) or _CONTENTS_TITLE.fullmatch(text) or _WHOLE.fullmatch(text):
        return True
    weight = _weigh(text)
    return weight is not None and weight >= 2


def furniture_among(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is furniture, judged by its own words and by its neighbours.

    Toolbars are often saved one word to a line: beside 字号： a lone 大 is furniture, beside 浏览次数： a lone 386
    is, and after a bare 来源： comes the name of the source.
    """
    found = [is_furniture(line) for line in lines]
    if not any(found):
        return found
    for step in (1, -1):
        order = range(len(lines)) if step == 1 else range(len(lines) - 1, -1, -1)
        for index in order:
            beside = index - step
            if found[index] or not 0 <= beside < len(lines) or not found[beside]:
                continue
            line = lines[index].strip(BLANKS)
            if len(line) <= 20 and (_weigh(line) is not None or (step == 1 and _is_value(lines[beside], line))):
                found[index] = True
    return found


def _is_value(label: str, line: str) -> bool:
    """Whether the line can be what a bare label before it announced."""
    bare = label.strip(BLANKS + "【[（(")
    return (
        bare[-1:] in (":", "：")
        and bare[:-1].strip(BLANKS) in _ANNOUNCING
        and re.search("[，。；：:、]|报告$", line) is None
        and not starts_numbered(line)
    )


def _weigh(text: str) -> int | None:
    """How much a line speaks for furniture: 0 nothing, 1 faintly, 2 or more surely; None: it is prose."""
    weight = 0
    labels = [found for found in _LABEL.finditer(text) if found["label"] in _LABELS]
    if labels:
        head = text[: labels[0].start()]
        for found, end in zip(labels, [*(further.start() for further in labels[1:]), len(text)], strict=True):
            value = text[found.end() : end]
            if "。" in value or "；" in value or len(value) > 80:
                return None
            weight += 1 if found["label"] in _WEAK_LABELS else 2
    else:
        head = text
    for piece in _SPLIT.split(head):
        if piece in _WORDS:
            weight += 1 if piece in _FAINT else 2
        elif piece and not piece.isdigit():
            return None
    return weight
