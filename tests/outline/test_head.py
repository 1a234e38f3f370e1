from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.document.readers.plain import from_text
from checker.outline.build import build_outline
from checker.outline.model import Outline
from checker.outline.vocabulary import OutlineVocabulary

from .wording import LEAD, PROSE, TITLE, laid_out, report

OutlineOf = Callable[[str], Outline]


@pytest.mark.parametrize(
    ("head", "organs", "year", "genre"),
    [
        ("关于2021年度法治政府建设情况的报告", (), 2021, "报告"),
        ("青石区人民政府关于2021年度法治政府建设情况的报告", ("青石区人民政府",), 2021, "报告"),
        ("青石区2021年法治政府建设年度报告", ("青石区",), 2021, "报告"),
        ("2021年度青石区法治政府建设报告", ("青石区",), 2021, "报告"),
        ("青石区法治政府建设2021年度报告", ("青石区",), 2021, "报告"),
        ("法治政府建设年度报告（2021年度）", (), 2021, "报告"),
        ("云溪县司法局2021年度法治政府建设工作总结", ("云溪县司法局",), 2021, "总结"),
        ("柳溪镇2021年度法治政府建设工作情况汇报", ("柳溪镇",), 2021, "汇报"),
        ("青石区2021年度推进法治政府建设工作情况", ("青石区",), 2021, "情况"),
        ("《青石区2021年度法治政府建设情况报告》", ("青石区",), 2021, "报告"),
        ("青石区2021年度法治政府建设情况报告（公开版）", ("青石区",), 2021, "报告"),
        ("青石区20XX年度法治政府建设情况报告", ("青石区",), None, "报告"),
        ("青石区××年度法治政府建设情况报告", ("青石区",), None, "报告"),
        ("青石区二〇二一年法治政府建设情况报告", ("青石区",), 2021, "报告"),
        ("青石区２０２１年度法治政府建设情况报告", ("青石区",), 2021, "报告"),
        ("青石区 2021 年度法治政府建设情况报告", ("青石区",), 2021, "报告"),
        ("青石区2020—2021年度法治政府建设报告", ("青石区",), 2021, "报告"),
        (
            "中共青石区委 青石区人民政府关于2021年度法治政府建设情况的报告",
            ("中共青石区委", "青石区人民政府"),
            2021,
            "报告",
        ),
        (
            "中共青石区委青石区人民政府关于2021年度法治政府建设情况的报告",
            ("中共青石区委", "青石区人民政府"),
            2021,
            "报告",
        ),
        ("青石区委、区政府关于2021年度法治政府建设情况的报告", ("青石区委", "区政府"), 2021, "报告"),
        ("青石区人民政府\n2021年度法治政府建设\n情况报告", ("青石区人民政府",), 2021, "报告"),
        (
            "中共临江市委临江高新区工作委员会\n临江高新技术产业开发区管理委员会\n\n关于2021年度法治政府建设工作的报告",
            ("中共临江市委临江高新区工作委员会", "临江高新技术产业开发区管理委员会"),
            2021,
            "报告",
        ),
        ("\n\n　　青石区2021年度\n法治政府建设情况报告", ("青石区",), 2021, "报告"),
        ("推进依法行政 护航高质量发展", (), None, ""),
    ],
)
def test_title(head: str, organs: tuple[str, ...], year: int | None, genre: str, outline_of: OutlineOf) -> None:
    outline = outline_of(report(head=head))
    assert outline.title is not None
    assert (outline.title.organs, outline.title.year, outline.title.genre) == (organs, year, genre)
    assert len(outline.sections) == 3
    assert outline.lead is not None
    assert from_text(report(head=head)).quote(outline.lead) == LEAD


def test_title_span_quotes_all_its_lines(outline_of: OutlineOf) -> None:
    text = report(head="青石区人民政府\n关于2021年度法治政府建设情况的\n报告\n（审议稿）")
    outline = outline_of(text)
    assert outline.title is not None
    assert outline.title.text == "青石区人民政府关于2021年度法治政府建设情况的报告"
    assert outline.title.organ == "青石区人民政府"
    assert from_text(text).quote(outline.title.span) == "青石区人民政府\n关于2021年度法治政府建设情况的\n报告"


@pytest.mark.parametrize(
    "head",
    [
        "",
        f"2021年,在区委、区政府的领导下,{PROSE}",
        "市委、市政府：",
        "法治政府建设工作扎实推进，各项任务全面完成，群众满意度稳步提升，营商环境持续优化，现报告如下。",
    ],
)
def test_no_title(head: str, outline_of: OutlineOf) -> None:
    assert outline_of(report(head=head)).title is None


def test_one_sentence_is_no_report(outline_of: OutlineOf) -> None:
    outline = outline_of("全年收到行政复议申请100件，其中受理97件。")
    assert (outline.title, outline.lead, outline.sections, outline.signed) == (None, None, (), None)
    assert len(outline.body_span) == 23


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("青政〔2022〕3号", "青政〔2022〕3号"),
        ("青政报〔2022〕3号　　　签发人：某某", "青政报〔2022〕3号"),
        ("青政[2022]3号", "青政[2022]3号"),
        ("青政（2022）第03号", "青政（2022）第03号"),
        ("青政【2022】3号", "青政【2022】3号"),
        ("(青政发〔2022〕3号)", "(青政发〔2022〕3号)"),
        ("青政〔〕3号", "青政〔〕3号"),
        ("青政发2022年3号", "青政发2022年3号"),
        ("000012\n机密★1年\n特急\n青石区人民政府文件\n青政〔2022〕3号", "青政〔2022〕3号"),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_document_number(number: str, found: str, below: bool, outline_of: OutlineOf) -> None:
    title = "青石区人民政府关于2021年度法治政府建设情况的报告"
    text = report(head=f"{title}\n{number.splitlines()[-1]}\n市政府：" if below else f"{number}\n\n{title}\n市政府：")
    outline = outline_of(text)
    assert outline.title is not None
    assert outline.title.text == title
    assert outline.document_number is not None
    assert from_text(text).quote(outline.document_number) == found
    assert outline.addressee is not None


def test_cited_document_numbers_are_not_the_report_s_own(outline_of: OutlineOf) -> None:
    text = report(lead=f"根据《关于报送年度报告的通知》（临法办〔2021〕9号）要求，{PROSE}")
    assert outline_of(text).document_number is None


@pytest.mark.parametrize(
    "line",
    [
        "市委、市政府：",
        "市委,市政府:",
        "临江市委、临江市人民政府：",
        "中共临江市委全面依法治市委员会办公室：",
        "市司法局：",
        "区委、区人大常委会，市政府：",
        "各位代表：",
        "各位代表！",
        "主任、各位副主任、秘书长、各位委员：",
        "市委、市政府",
        "市委、市政府，",
    ],
)
def test_addressee(line: str, outline_of: OutlineOf) -> None:
    text = report(head=f"{TITLE}\n{line}")
    outline = outline_of(text)
    assert outline.addressee is not None
    assert from_text(text).quote(outline.addressee) == line
    assert outline.lead is not None
    assert from_text(text).quote(outline.lead) == LEAD


def test_addressee_on_the_line_of_the_lead(outline_of: OutlineOf) -> None:
    text = report(head=TITLE, lead=f"市委、市政府：{LEAD}")
    outline = outline_of(text)
    document = from_text(text)
    assert outline.addressee is not None
    assert outline.lead is not None
    assert document.quote(outline.addressee) == "市委、市政府："
    assert document.quote(outline.lead) == LEAD


@pytest.mark.parametrize("line", ["现将有关情况报告如下：", "一年来，主要开展了以下工作：", "一、主要举措："])
def test_no_addressee(line: str, outline_of: OutlineOf) -> None:
    assert outline_of(report(head=f"{TITLE}\n{line}", lead="")).addressee is None


def test_lines_under_the_title(outline_of: OutlineOf) -> None:
    head = """青石区人民政府关于2021年度法治政府建设情况的报告
——2022年1月20日在青石区第五届人民代表大会
常务委员会第二次会议上
青石区司法局局长　某某某
主任、各位委员："""
    text = report(head=head)
    outline = outline_of(text)
    assert outline.title is not None
    assert outline.addressee is not None
    assert outline.lead is not None
    assert from_text(text).quote(outline.lead) == LEAD


def test_organ_and_date_under_the_title_stand_for_the_signature(outline_of: OutlineOf) -> None:
    outline = outline_of(report(head="2021年度法治政府建设情况报告\n青石区人民政府\n（2022年1月20日）"))
    assert [name for name, _ in outline.organs] == ["青石区人民政府"]
    assert outline.signed is not None
    assert outline.signed.text == "2022年1月20日"
    assert outline.place == "青石区"


def test_page_heading_as_title_and_its_repetition(vocabulary: OutlineVocabulary) -> None:
    lines = [(TITLE, 0), (TITLE, None), (LEAD, None), ("一、主要举措", None), (PROSE, None)]
    document = laid_out(lines)
    outline = build_outline(document, vocabulary)
    assert outline.title is not None
    assert outline.title.span == document.blocks[0].span
    assert outline.lead == document.blocks[2].span


def test_furniture_between_title_and_text(outline_of: OutlineOf) -> None:
    text = report(head=f"{TITLE}\n字号：大 中 小\n来源：青石区司法局　浏览次数：12\n", lead=LEAD)
    outline = outline_of(text)
    assert outline.title is not None
    assert outline.lead is not None
    assert from_text(text).quote(outline.lead) == LEAD


def test_report_behind_a_covering_notice(outline_of: OutlineOf) -> None:
    notice = f"""青政办〔2022〕5号
关于印发《青石区2021年度法治政府建设情况报告》的通知
各镇街，区政府各部门：
现将《青石区2021年度法治政府建设情况报告》印发给你们。
青石区人民政府办公室
2022年2月10日
{TITLE}"""
    text = report(head=notice)
    outline = outline_of(text)
    assert outline.title is not None
    assert outline.title.text == TITLE
    assert outline.document_number is not None
    assert [name for name, _ in outline.organs] == ["青石区人民政府办公室"]
    assert outline.signed is not None
    assert len(outline.sections) == 3
    assert outline.lead is not None
    assert from_text(text).quote(outline.lead) == LEAD
