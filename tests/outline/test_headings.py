from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.document.readers.plain import from_text
from checker.outline.build import build_outline
from checker.outline.model import Outline
from checker.outline.vocabulary import OutlineVocabulary

from .wording import PROSE, TITLE, labels, laid_out, report, tree

OutlineOf = Callable[[str], Outline]

LEAD_LINE = f"2021年，{PROSE}"


def test_all_levels(outline_of: OutlineOf) -> None:
    body = f"""第一部分　工作开展情况
一、履职尽责
（一）规范决策
1.完善目录。{PROSE}
（1）公开目录。{PROSE}
①网站。{PROSE}
2.健全机制。{PROSE}
（二）规范执法
{PROSE}
第二部分　存在的问题
{PROSE}"""
    assert tree(outline_of(report(body=body))) == [
        "第一部分工作开展情况",
        "  一、履职尽责",
        "    （一）规范决策",
        "      1.完善目录",
        "        （1）公开目录",
        "          ①网站",
        "      2.健全机制",
        "    （二）规范执法",
        "第二部分存在的问题",
    ]


def test_levels_may_be_skipped(outline_of: OutlineOf) -> None:
    body = f"一、主要举措和成效\n1.规范决策。{PROSE}\n2.规范执法。{PROSE}\n二、存在的问题\n（一）人员不足。{PROSE}"
    assert tree(outline_of(report(body=body))) == [
        "一、主要举措和成效",
        "  1.规范决策",
        "  2.规范执法",
        "二、存在的问题",
        "  （一）人员不足",
    ]


def test_run_in_heading_ends_at_its_mark(outline_of: OutlineOf) -> None:
    text = report(
        body=f"一、主要举措\n（一）坚持党的领导。{PROSE}\n（二）推进“放管服”：互联网+监督。{PROSE}\n（三）规范执法\n{PROSE}"
    )
    document = from_text(text)
    first, second, third = outline_of(text).sections[0].children
    assert first.heading.text == "坚持党的领导"
    assert first.heading.run_in
    assert document.quote(first.heading.text_span) == "坚持党的领导"
    assert document.quote(first.heading.span) == "（一）坚持党的领导"
    assert second.heading.text == "推进“放管服”"
    assert not third.heading.run_in


def test_a_stop_within_quotes_does_not_end_the_heading(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n（一）落实“谁主管：谁负责”责任制。{PROSE}{PROSE}"
    assert outline_of(report(body=body)).sections[0].children[0].heading.text == "落实“谁主管：谁负责”责任制"


def test_heading_line_with_final_stop_and_half_width_marks(outline_of: OutlineOf) -> None:
    text = report(body=f"一、主要举措\n(一)强化领导,压实责任。\n{PROSE}\n(二)规范执法。\n{PROSE}")
    first, second = outline_of(text).sections[0].children
    assert first.heading.text == "强化领导，压实责任"
    assert first.heading.label == "(一)"
    assert first.heading.malformed is None
    assert not first.heading.run_in
    assert second.heading.number == 2


def test_spans_run_to_the_next_heading_of_the_same_or_a_higher_level(outline_of: OutlineOf) -> None:
    text = report(
        body="一、主要举措\n（一）规范决策\n甲。\n（二）规范执法\n乙。\n二、存在的问题\n丙。",
        tail="青石区人民政府\n2022年1月5日",
    )
    document = from_text(text)
    first, second = outline_of(text).sections
    assert document.quote(first.span) == "一、主要举措\n（一）规范决策\n甲。\n（二）规范执法\n乙。\n"
    assert document.quote(first.children[0].span) == "（一）规范决策\n甲。\n"
    assert document.quote(second.span) == "二、存在的问题\n丙。"


def test_items_within_a_paragraph(outline_of: OutlineOf) -> None:
    text = report(body=f"一、主要举措\n（一）规范执法。一是查案卷。抽查案卷80份；二是抓培训，三是强监督。\n{PROSE}")
    document = from_text(text)
    items = outline_of(text).sections[0].children[0].children
    assert [(item.heading.number, item.heading.text) for item in items] == [
        (1, "查案卷"),
        (2, "抓培训，"[:-1]),
        (3, "强监督"),
    ]
    assert document.quote(items[0].span) == "一是查案卷。抽查案卷80份；"
    assert document.quote(items[2].span) == "三是强监督。"  # ends with its paragraph


def test_items_that_open_paragraphs_run_on(outline_of: OutlineOf) -> None:
    text = report(body=f"一、主要举措\n一是抓学习。{PROSE}\n{PROSE}\n二是抓考核。{PROSE}")
    first, second = outline_of(text).sections[0].children
    assert first.span.end == second.span.start


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("一是抓学习。一是领导带头；二是全员参与。二是抓考核。做到应考尽考。", ["一是", "  一是", "  二是", "二是"]),
        ("问题有：一是人员少；二是经费紧。原因：一是编制不足；二是财力有限。", ["一是", "二是", "一是", "二是"]),
        ("一是抓学习。二是抓考核。四是抓监督。", ["一是", "二是", "四是"]),
        ("一是抓学习。二是抓考核。二是抓监督。", ["一是", "二是", "二是"]),
        ("二是抓学习。三是抓考核。", ["二是", "三是"]),
        ("一要抓学习，二要抓考核。", ["一要", "二要"]),
        ("首先抓学习，其次抓考核。", []),
        ("统一是基础，唯一是标准，之一是关键。", []),
        ("推行“一是教育、二是处罚”的做法。", []),
    ],
)
def test_serial_numbers(paragraph: str, expected: list[str], outline_of: OutlineOf) -> None:
    section = outline_of(report(body=f"一、主要举措\n{paragraph}")).sections[0]
    assert [f"{'  ' * (s.level - 2)}{s.heading.label}" for s in section.walk()][1:] == expected


def test_numbered_points_under_an_item(outline_of: OutlineOf) -> None:
    body = "一、主要举措\n（一）规范执法\n一是抓好两件事：\n1.案卷评查。\n2.执法培训。\n二是抓好监督。\n（二）普法"
    assert tree(outline_of(report(body=body))) == [
        "一、主要举措",
        "  （一）规范执法",
        "    一是抓好两件事",
        "      1.案卷评查",
        "      2.执法培训",
        "    二是抓好监督",
        "  （二）普法",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、二审案件全部按期审结，未发生超期情形。",
        "十一、十二月份集中开展执法检查。",
        "1.5万名群众参加现场活动。",
        "12.4国家宪法日期间举办主题活动。",
        "3.15期间受理投诉60件。",
        "三项制度落实到位，执法行为更加规范。",
        "一体推进法治建设各项任务。",
        "一方面加强培训，另一方面严格考核。",
        "第一时间回应群众关切。",
        "“一是审查、二是公示”成为常态。",
        "2021年，全区新增市场主体300户。",
        "110、119联动处置机制运行良好。",
    ],
)
def test_numbers_of_sentences_are_no_headings(line: str, outline_of: OutlineOf) -> None:
    outline = outline_of(report(body=f"一、主要举措\n{PROSE}\n{line}\n二、存在的问题\n{PROSE}"))
    assert labels(outline.walk()) == ["一、", "二、"]


def test_second_section_that_begins_with_a_number_word(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n{PROSE}\n二、三项制度落实情况\n{PROSE}\n三、存在的问题\n{PROSE}"
    assert labels(outline_of(report(body=body)).sections) == ["一、", "二、", "三、"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("（一）决策", "二）执法", "（三）普法"), [None, "缺左括号", None]),
        (("（一）决策", "（二执法", "（三）普法"), [None, "缺右括号", None]),
        (("（一）、决策", "（二）执法", "[三]普法"), ["括号后不加标点", None, "应使用圆括号"]),
        (("1、决策", "2.执法", "３．普法"), ["阿拉伯数字后应为圆点，写成了“、”", None, None]),
    ],
)
def test_malformed_numbers_still_head(
    lines: tuple[str, ...], expected: list[str | None], outline_of: OutlineOf
) -> None:
    body = "一、主要举措\n" + "\n".join(f"{line}\n{PROSE}" for line in lines)
    children = outline_of(report(body=body)).sections[0].children
    assert [child.heading.number for child in children] == [1, 2, 3]
    assert [child.heading.malformed for child in children] == expected


@pytest.mark.parametrize(
    "second", ["二.存在的问题", "二，存在的问题", "二存在的问题", "二　存在的问题", "二 、存在的问题", "存在的问题"]
)
def test_first_level_heading_with_a_spoilt_number(second: str, outline_of: OutlineOf) -> None:
    outline = outline_of(report(body=f"一、主要举措\n{PROSE}\n{second}\n{PROSE}\n三、下步打算\n{PROSE}"))
    assert [section.heading.text for section in outline.sections] == ["主要举措", "存在的问题", "下步打算"]


def test_one_used_again_for_subheadings(outline_of: OutlineOf) -> None:
    body = f"""一、主要措施
一、强化责任
{PROSE}
二、规范执法
{PROSE}
三、广泛普法
{PROSE}
二、存在的问题
{PROSE}
三、下一步打算
{PROSE}"""
    outline = outline_of(report(body=body))
    assert [section.heading.text for section in outline.sections] == ["主要措施", "存在的问题", "下一步打算"]
    assert labels(outline.sections[0].children) == ["一、", "二、", "三、"]


def test_repeated_first_level_number_is_kept(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n{PROSE}\n二、存在的问题\n{PROSE}\n二、下步打算\n{PROSE}"
    assert [s.heading.number for s in outline_of(report(body=body)).sections] == [1, 2, 2]


def test_headings_without_numbers(outline_of: OutlineOf) -> None:
    body = f"主要举措和成效\n{PROSE}\n行政执法更加规范\n{PROSE}\n存在的问题\n{PROSE}\n下一步打算\n{PROSE}"
    outline = outline_of(report(body=body))
    assert [s.heading.text for s in outline.sections] == ["主要举措和成效", "存在的问题", "下一步打算"]
    assert {s.heading.scheme for s in outline.walk()} == {"bare"}
    assert [s.heading.text for s in outline.sections[0].children] == ["行政执法更加规范"]


def test_unfinished_paragraph_is_no_heading(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n{PROSE}\n全区30个单位均签订了法律顾问协议，做到应签尽签\n{PROSE}\n二、存在的问题\n{PROSE}"
    assert labels(outline_of(report(body=body)).walk()) == ["一、", "二、"]


def test_everything_in_one_paragraph(outline_of: OutlineOf) -> None:
    text = (
        "2021年，青石区扎实推进各项工作。一、主要举措和成效（一）规范决策。审查文件20件。（二）规范执法。开展检查30次。"
        "二、存在的不足和原因。一是力量不足；二是能力不强。三、2022年工作安排。持续抓好落实。"
    )
    outline = outline_of(f"{TITLE}\n{text}")
    assert tree(outline) == [
        "一、主要举措和成效",
        "  （一）规范决策",
        "  （二）规范执法",
        "二、存在的不足和原因",
        "  一是力量不足",
        "  二是能力不强",
        "三、2022年工作安排",
    ]
    assert outline.lead is not None
    assert from_text(f"{TITLE}\n{text}").quote(outline.lead) == "2021年，青石区扎实推进各项工作。"


def test_heading_and_prose_on_one_line(outline_of: OutlineOf) -> None:
    glued = f"一、2021年推进法治政府建设的主要举措和成效2021年，{PROSE}"
    body = f"{glued}\n二、存在的不足和原因　{PROSE}\n三、下步打算\n{PROSE}"
    outline = outline_of(report(body=body))
    assert [s.heading.text for s in outline.sections] == [
        "2021年推进法治政府建设的主要举措和成效",
        "存在的不足和原因",
        "下步打算",
    ]
    assert outline.sections[0].heading.run_in


def test_number_alone_on_its_line(outline_of: OutlineOf) -> None:
    body = f"一、\n主要举措和成效\n{PROSE}\n二、\n存在的问题\n{PROSE}"
    assert [s.heading.text for s in outline_of(report(body=body)).sections] == ["主要举措和成效", "存在的问题"]


def test_heading_over_two_lines(outline_of: OutlineOf) -> None:
    heading_lines = "一、2021年党政主要负责人履行推进法治建设第一责任人职责，\n加强法治政府建设的有关情况"
    body = f"{heading_lines}\n{PROSE}\n二、存在的问题\n{PROSE}"
    text = report(body=body)
    heading = outline_of(text).sections[0].heading
    assert heading.text.endswith("职责，加强法治政府建设的有关情况")
    assert from_text(text).quote(heading.text_span).endswith("职责，\n加强法治政府建设的有关情况")


def test_inline_list_with_first_level_numbers_is_no_section(outline_of: OutlineOf) -> None:
    body = f"一、主要举措\n重点做了三项工作：一、修订制度；二、开展培训；三、强化督察。\n二、存在的问题\n{PROSE}"
    assert labels(outline_of(report(body=body)).sections) == ["一、", "二、"]


def test_orphaned_items_stay_items(outline_of: OutlineOf) -> None:
    outline = outline_of(report(body=f"（一）规范决策\n{PROSE}\n（二）规范执法\n{PROSE}\n二、存在的问题\n{PROSE}"))
    assert [(s.heading.label, s.level, s.role) for s in outline.sections][:2] == [
        ("（一）", 2, None),
        ("（二）", 2, None),
    ]
    assert outline.sections[2].level == 1


def test_headings_of_the_format(vocabulary: OutlineVocabulary) -> None:
    document = laid_out(
        [
            (TITLE, 0),
            (LEAD_LINE, None),
            ("法治为民办实事", 1),
            (PROSE, None),
            ("聚焦企业所盼，持续优化环境", 2),
            (PROSE, None),
            ("存在的困难", 1),
            (PROSE, None),
        ]
    )
    outline = build_outline(document, vocabulary)
    assert tree(outline) == ["法治为民办实事", "  聚焦企业所盼，持续优化环境", "存在的困难"]
    assert outline.lead is not None
    assert document.quote(outline.lead) == LEAD_LINE


def test_soft_line_breaks_within_a_block(vocabulary: OutlineVocabulary) -> None:
    signature = "青石区人民政府\n2022年1月20日"
    document = laid_out(
        [
            ("青石区人民政府\n关于2021年度法治政府建设\n情况的报告", None),
            (LEAD_LINE, None),
            (f"一、主要举措\n{PROSE}\n二、存在的问题\n{PROSE}", None),
            (signature, None),
        ]
    )
    outline = build_outline(document, vocabulary)
    assert outline.title is not None
    assert outline.title.text == "青石区人民政府关于2021年度法治政府建设情况的报告"
    assert labels(outline.sections) == ["一、", "二、"]
    assert [name for name, _ in outline.organs] == ["青石区人民政府"]
    assert outline.signed is not None


@pytest.mark.parametrize("second", ["依法决策水平不断提升", "二依法决策水平不断提升", "二、依法决策水平不断提升"])
def test_heading_of_a_subject_that_lost_its_number(second: str, outline_of: OutlineOf) -> None:
    body = f"一、政府履职更加高效\n（一）放权\n{PROSE}\n{second}\n（一）听证\n{PROSE}\n三、问题短板\n{PROSE}"
    outline = outline_of(report(body=body))
    assert [s.heading.text for s in outline.sections] == ["政府履职更加高效", "依法决策水平不断提升", "问题短板"]
    assert labels(outline.sections[1].children) == ["（一）"]


def test_long_heading_that_lost_its_number(outline_of: OutlineOf) -> None:
    lost = "2021年党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况"
    outline = outline_of(report(body=f"一、主要举措\n{PROSE}\n{lost}\n{PROSE}\n三、存在的问题\n{PROSE}"))
    assert [s.heading.text for s in outline.sections] == ["主要举措", lost, "存在的问题"]


def test_a_quotation_mark_without_partner_hides_nothing(outline_of: OutlineOf) -> None:
    outline = outline_of(
        report(body="一、主要举措\n打造“青石品牌。一是建机制。二是强队伍，提升“一网通办”水平。三是抓监督。")
    )
    assert labels(outline.sections[0].children) == ["一是", "二是", "三是"]


def test_items_below_an_item_within_a_paragraph_belong_to_it(vocabulary: OutlineVocabulary) -> None:
    text = "一、主要举措\n工作中，一是抓两件事：\n1.抓学习。\n2.抓检查。\n二、存在的不足\n仍有短板。\n"
    outline = build_outline(from_text(text), vocabulary)
    for section in outline.walk():
        assert section.span.start <= section.heading.span.end <= section.span.end
        assert all(section.span.contains(child.span) for child in section.children)
