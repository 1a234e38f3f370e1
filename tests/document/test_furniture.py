"""What is page furniture, and above all what is not."""

from __future__ import annotations

import pytest

from checker.document.furniture import furniture_among, is_contents_line, is_furniture, is_page_number


@pytest.mark.parametrize(
    "line",
    [
        "字号:",
        "大 中 小",
        "字号：[ 大 中 小 ]",
        "【字体：大 中 小】",
        "字体大小：大|中|小",
        "来源：青石区司法局",
        "信息来源：区政府办公室 发布时间：2024-02-20 浏览次数：1286 次 字体：【大】【中】【小】",
        "发布时间：2024-02-20 09:30:12",
        "2024-02-20 09:30 来源：区司法局",
        "浏览次数：",
        "【打印本页】【关闭窗口】",
        "打印 | 关闭",
        "分享到：",
        "上一篇：青石区2022年度工作总结",
        "下一篇：没有了",
        "扫一扫在手机打开当前页",
        "微信扫一扫分享",
        "您当前的位置：首页 > 政务公开 > 法治政府建设",
        "首页 > 政府信息公开 > 法定主动公开内容",
        "索引号：11370000/2024-00012 主题分类：司法行政",
        "责任编辑：张三",
        "主办：青石区人民政府 承办：区大数据中心",
        "Copyright © 2024 青石区人民政府 版权所有",
        "鲁ICP备12345678号-1",
        "本文已被浏览 386 次",
        "- 3 -",
        "—12—",
        "－３－",
        "第3页 共12页",
        "第 3 页，共 12 页",
        "返回顶部",
        "目　　录",
        "请用手机扫码浏览本页",
        "扫码使用微信打开本页内容",
        "手机扫码后查看全文",
        "一、主要举措和成效\t1",
        "（一）健全依法行政制度体系……………………3",
        "二、存在的不足............12",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "青石区2023年度法治政府建设情况报告",
        "来源于群众的意见建议全部办结。",
        "来源：一是群众举报；二是上级交办。",
        "中",
        "大",
        "无",
        "3",
        "206",
        "关闭非法砂场12处，打印宣传资料3000份",
        "联系电话：12345",
        "扫码入企制度全面推行",
        "扫码检查覆盖率100%",
        "扫码使用率达到90%",
        "分享经验",
        "政务公开",
        "地址：青石区人民路1号",
        "名称：行政复议决定书",
        "（此件公开发布）",
        "青政发〔2024〕3号",
        "抄送：区委办公室，区人大常委会办公室",
        "2024年1月26日",
        "2024-01-26",
        "一、主要举措和成效",
        "-",
        "——加强学习",
        "临江市委、市政府：",
        "版权所有人权益得到保护",
        "编辑出版普法读物3部",
        "推动法治建设……",
        "",
    ],
)
def test_prose(line: str) -> None:
    # Some of these are furniture between furniture; alone they may be the author's.
    assert not is_furniture(line)


def test_single_words_of_the_toolbar() -> None:
    for line in ("分享", "关闭窗口", "打印本页", "返回顶部", "上一页"):
        assert is_furniture(line)


def test_bare_page_numbers_only_where_expected() -> None:
    assert not is_page_number("3")
    assert is_page_number("3", bare=True)
    assert is_page_number("3/12", bare=True)
    assert not is_page_number("2023年", bare=True)
    assert not is_page_number("- 3件 -")


def test_contents_lines() -> None:
    assert is_contents_line("一、主要举措\t3")
    assert not is_contents_line("收到\t206")
    assert not is_contents_line("一、主要举措")


def test_lines_judged_by_their_neighbours() -> None:
    lines = [
        "年度报告",
        "来源：",
        "区司法局",
        "浏览次数：",
        "386",
        "次",
        "字号:",
        "大",
        "中",
        "小",
        "正文第一段。",
        "大",
        "中",
        "206",
    ]
    apart = [line for line, found in zip(lines, furniture_among(lines), strict=True) if found]
    assert apart == ["来源：", "区司法局", "浏览次数：", "386", "次", "字号:", "大", "中", "小"]
    assert furniture_among(["来源：", "一、主要举措"]) == [True, False]
    assert furniture_among(["来源：", "青石区2023年度工作报告"]) == [True, False]
    assert furniture_among(["大", "中", "206"]) == [False, False, False]
