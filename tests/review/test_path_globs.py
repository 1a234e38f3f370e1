from __future__ import annotations

import pytest

from checker.review.path_globs import path_pattern


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("镇街/**", "镇街/青石镇.txt"),
        ("镇街/**", "镇街/甲/乙/青石镇.docx"),
        ("镇街", "镇街/甲/青石镇.docx"),
        ("镇街/", "2024/镇街/青石镇.docx"),
        ("*局.docx", "部门/县司法局.docx"),
        ("**/部门/*.docx", "部门/县司法局.docx"),
        ("**/部门/*.docx", "2024/报送/部门/县司法局.docx"),
        ("./2024/*", "2024/县.txt"),
        (r"镇街\青石镇.txt", "镇街/青石镇.txt"),
        ("附件[1].docx", "附件[1].docx"),
        ("报告?.txt", "报告2.txt"),
        ("**", "甲/乙.txt"),
    ],
)
def test_meant(glob: str, path: str) -> None:
    assert path_pattern(glob).fullmatch(path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("镇街/**", "2024/镇街/青石镇.txt"),
        ("镇街", "镇街报告.txt"),
        ("2024/*.txt", "2024/甲/县.txt"),
        ("*局.docx", "部门/县司法局.txt"),
        ("报告?.txt", "报告10.txt"),
        ("a.txt", "aXtxt"),
    ],
)
def test_not_meant(glob: str, path: str) -> None:
    assert not path_pattern(glob).fullmatch(path)
