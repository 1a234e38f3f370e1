from __future__ import annotations

import pytest

from checker.outline.numbering import chinese_number, read_inline, read_label
from checker.outline.vocabulary import OutlineVocabulary


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("二〇二一", 2021), ("百", None), ("", None)],
)
def test_chinese_number(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "scheme", "number"),
    [
        ("第一部分主要举措", "part", 1),
        ("第3部分：计划", "part", 3),
        ("一、主要举措", "chinese", 1),
        ("十二、其他", "chinese", 12),
        ("（三）优化环境", "chinese-paren", 3),
        ("1.健全机制", "arabic", 1),
        ("12.健全机制", "arabic", 12),
        ("1.2022年重点任务", "arabic", 1),
        ("（2）健全机制", "arabic-paren", 2),
        ("⑵健全机制", "arabic-paren", 2),
        ("①健全机制", "circled", 1),
        ("㈡健全机制", "chinese-paren", 2),
        ("二是健全机制", "serial", 2),
        ("三要健全机制", "serial", 3),
    ],
)
def test_well_formed(text: str, scheme: str, number: int, vocabulary: OutlineVocabulary) -> None:
    label = read_label(text, 0, vocabulary.numbering)
    assert label is not None
    assert (label.scheme, label.number, label.malformed, label.sure) == (scheme, number, None, True)


@pytest.mark.parametrize(
    ("text", "scheme", "fault"),
    [
        ("七）加强宣传", "chinese-paren", "缺左括号"),
        ("（七加强宣传", "chinese-paren", "缺右括号"),
        ("（七）、加强宣传", "chinese-paren", "括号后不加标点"),
        ("【七】加强宣传", "chinese-paren", "应使用圆括号"),
        ("七.加强宣传", "chinese", "应为顿号"),
        ("七，加强宣传", "chinese", "应为顿号"),
        ("7、加强宣传", "arabic", "应为圆点"),
        ("7）加强宣传", "arabic-paren", "缺左括号"),
        ("七加强宣传", "chinese", "缺顿号"),
    ],
)
def test_malformed(text: str, scheme: str, fault: str, vocabulary: OutlineVocabulary) -> None:
    label = read_label(text, 0, vocabulary.numbering)
    assert label is not None
    assert label.scheme == scheme
    assert fault in (label.malformed or "")


@pytest.mark.parametrize(
    "text",
    [
        "一、二审案件全部审结",
        "十一、十二月份集中检查",
        "1.5万名群众参加",
        "12.4国家宪法日活动",
        "3.15消费者权益日",
        "1、2号楼完成改造",
        "2021年全面完成",
        "（2021年）",
        "一体推进各项工作",
        "三项制度全面落实",
        "第一时间响应",
        "一是一、二是二",
        "十四五规划",
        "18:00前报送",
        "百姓满意",
        "",
    ],
)
def test_no_number(text: str, vocabulary: OutlineVocabulary) -> None:
    assert read_label(text, 0, vocabulary.numbering) is None


def test_inline_items(vocabulary: OutlineVocabulary) -> None:
    text = (
        "主要做法：一是建机制，二是强队伍；三是抓监督。（一）另有安排。1.复核。落实“一是查、二是改”要求，统一是关键。"
    )
    found = [(label.scheme, label.number, label.sure) for label in read_inline(text, vocabulary.numbering)]
    assert found == [
        ("serial", 1, True),
        ("serial", 2, False),
        ("serial", 3, True),
        ("chinese-paren", 1, False),
        ("arabic", 1, False),
    ]
