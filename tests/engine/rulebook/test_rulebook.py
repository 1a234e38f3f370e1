from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine.model import Severity
from checker.errors import RuleError, UsageError
from tests.engine.conftest import RULE, Load, Write


def fails(load: Load) -> RuleError:
    with pytest.raises(RuleError) as caught:
        load()
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("severity: error", "severty: error", 6, 5, "是不是想写 `severity`"),
        ("severity: error", "severity: fatal", 6, 15, "只能是 error、warning、info"),
        ("    severity: error\n", "", 2, 5, "缺少 `severity`"),
        ("weight: 4", "weight: 很重", 7, 13, "应为整数"),
        ("kind: phrase", "kind: phrases", 4, 11, "是不是想写 `phrase`"),
        ("patterns:", "pattern:", 5, 5, "是不是想写 `patterns`"),
        ("patterns: [妥否, 恳请]", "patterns: [妥否, '恳请(']", 5, 20, "正则表达式"),
        ("“{phrase}”。\n    fix", "“{phase}”。\n    fix", 9, 14, "是不是想写 `phrase`"),
        ("删去“{phrase}”", "删去“{phrase”", 10, 10, "花括号不成对"),
        ("删去“{phrase}”", "删去“{phrase.__class__}”", 10, 10, "只能写一个占位符"),
        ("删去“{phrase}”", "删去“{phrase!r}”", 10, 10, "只能写一个占位符"),
        ("id: structure/request", "id: Structure/request", 2, 9, "写法不对"),
        ("clause: 第十五条", "claus: 第十五条", 8, 35, "是不是想写 `clause`"),
        ("pass: [特此报告。]", "passes: [特此报告。]", 12, 7, "是不是想写 `pass`"),
        ("fail: [以上报告妥否。]", "fail: [{text: 妥否, yaer: 2020}]", 13, 25, "是不是想写 `year`"),
    ],
)
def test_a_mistake_is_named_with_file_line_column(
    write: Write, load: Load, old: str, new: str, line: int, column: int, words: str
) -> None:
    assert old in RULE
    write("checklist/rules.yaml", RULE.replace(old, new))
    error = fails(load)
    assert (error.file, error.line, error.column) == ("rules/checklist/rules.yaml", line, column), error
    assert words in error.detail
    assert error.exit_code == 2


def test_all_mistakes_are_told_at_once(write: Write, load: Load) -> None:
    write("checklist/rules.yaml", RULE.replace("severity: error", "severty: error").replace("{phrase}", "{x}"))
    message = str(fails(load))
    assert "severty" in message
    assert "rules.yaml:9:14" in message


def test_a_duplicate_id_names_both_places(write: Write, load: Load) -> None:
    write("checklist/second.yaml", RULE)
    error = fails(load)
    assert error.file == "rules/checklist/second.yaml"
    assert "rules/checklist/rules.yaml:2" in error.detail


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("lexcion: []\n", "是不是想写 `lexicon`"),
        ("rules: {}\n", "应是列表"),
        ("rules: [一句话]\n", "键: 值"),
        ("- 一句话\n", "文件顶层"),
        ("name: 只有名字\n", "没有规则"),
        ("", "文件顶层"),
    ],
)
def test_a_file_must_hold_what_it_says(write: Write, load: Load, content: str, words: str) -> None:
    write("checklist/odd.yaml", content)
    assert words in str(fails(load))


def test_a_file_in_another_encoding_is_a_clear_error(folder: Path, load: Load) -> None:
    (folder / "checklist" / "gbk.yaml").write_bytes("rules: []  # 规则\n".encode("gb18030"))
    assert "不是 UTF-8" in str(fails(load))


def test_a_table_is_validated_at_load_with_its_place(folder: Path, load: Load) -> None:
    path = folder / "vocabulary" / "outline.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("outline:\n", "outline:\n  titel: {}\n", 1), encoding="utf-8")
    error = fails(load)
    assert error.file == "rules/vocabulary/outline.yaml"
    assert error.line == text[: text.index("outline:\n")].count("\n") + 2
    assert "是不是想写 `title`" in error.detail


def test_a_folder_of_ones_own_adds_and_overrides(tmp_path: Path, load: Load) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "city.yaml").write_text(
        RULE.replace("structure/request", "city/goodwill").replace("妥否", "望予")
        + "overrides:\n  - {rules: structure/*, severity: info, weight: 1, reason: 本市只作提示}\n",
        encoding="utf-8",
    )
    book = load(own)
    assert [rule.id for rule in book.rules] == ["structure/request", "city/goodwill"]
    assert (book.rule("structure/request").severity, book.rule("structure/request").weight) == (Severity.INFO, 1)
    assert book.rule("city/goodwill").severity is Severity.ERROR
    assert book.digest != load().digest
    (own / "city.yaml").write_text("overrides: [{rules: structure/request, enabled: false}]\n", encoding="utf-8")
    assert not load(own).rules
    (own / "city.yaml").write_text("overrides: [{rules: structure/requst, enabled: false}]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="是不是想写 `structure/request`"):
        load(own)


def test_a_folder_that_is_not_there_or_empty(tmp_path: Path, load: Load) -> None:
    with pytest.raises(UsageError, match="不存在"):
        load(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="里没有"):
        load(tmp_path / "empty")


def test_tables_of_several_files_join_and_the_later_folder_counts(tmp_path: Path, write: Write, load: Load) -> None:
    write("lexicons/a.yaml", "name: places\ngazetteer: {city: 临江市, names: [青石区]}\n")
    write("lexicons/b.yaml", "name: places\ngazetteer: {names: [云溪县], note: 县}\n")
    own = tmp_path / "own"
    own.mkdir()
    (own / "c.yaml").write_text("name: places\ngazetteer: {city: 江北市, names: [白沙区]}\n", encoding="utf-8")
    knowledge = load(own).knowledge
    assert knowledge.table("gazetteer", "places") == {
        "city": "江北市",
        "names": ["青石区", "云溪县", "白沙区"],
        "note": "县",
    }
    assert str(knowledge.place("gazetteer", "places", ("names", 1))) == "rules/lexicons/b.yaml:2:21"
    assert knowledge.place("gazetteer", "places", ("names", 2)).file.endswith("c.yaml")
    with pytest.raises(ValueError, match="是不是想写 `places`"):
        knowledge.table("gazetteer", "place")


def test_two_shipped_files_may_not_contradict_each_other(write: Write, load: Load) -> None:
    write("lexicons/a.yaml", "name: places\ngazetteer: {city: 临江市}\n")
    write("lexicons/b.yaml", "name: places\ngazetteer: {city: 江北市}\n")
    error = fails(load)
    assert (error.file, error.line) == ("rules/lexicons/b.yaml", 2)
    assert "rules/lexicons/a.yaml:2:19" in error.detail


def test_selection(load: Load) -> None:
    book = load()
    assert [rule.id for rule in book.select(["structure/*"])] == ["structure/request"]
    with pytest.raises(UsageError, match="是不是想写 `structure/request`"):
        book.select(["structure/requests"])
    with pytest.raises(UsageError, match="没有选中任何规则"):
        book.select([], ["numbers/*"])
    with pytest.raises(UsageError, match="没有剩下规则"):
        book.select([], ["*"])
    with pytest.raises(UsageError, match="是不是想写"):
        book.rule("structure/reqest")


def test_digest_follows_content_alone(folder: Path, load: Load) -> None:
    first = load().digest
    assert load().digest == first
    path = folder / "checklist" / "rules.yaml"
    path.write_text(RULE + "# 注\n", encoding="utf-8")
    assert load().digest != first


def test_a_folder_of_ones_own_adds_phrases_to_an_indicator_by_its_id(tmp_path: Path, load: Load) -> None:
    shipped = load().fact_reader.catalogue.indicator("supervision", "found")
    own = tmp_path / "own"
    own.mkdir()
    (own / "words.yaml").write_text(
        "name: supervision\n"
        "indicators:\n"
        "  indicators:\n"
        "    - {id: found, phrases: [亮出问题]}\n"
        "    - {id: red_cards, name: 亮红牌, phrases: [亮红牌], units: [times]}\n",
        encoding="utf-8",
    )
    catalogue = load(own).fact_reader.catalogue
    found = catalogue.indicator("supervision", "found")
    assert found.phrases == (*shipped.phrases, "亮出问题")
    assert found.name == shipped.name
    assert catalogue.indicator("supervision", "red_cards").name == "亮红牌"
    assert (
        len(catalogue.topics["supervision"].indicators)
        == len(load().fact_reader.catalogue.topics["supervision"].indicators) + 1
    )


def test_one_folder_may_not_name_an_indicator_twice(tmp_path: Path, load: Load) -> None:
    own = tmp_path / "own"
    own.mkdir()
    entry = "    - {id: red_cards, name: 亮红牌, phrases: [亮红牌]}\n"
    (own / "words.yaml").write_text("name: supervision\nindicators:\n  indicators:\n" + entry * 2, encoding="utf-8")
    with pytest.raises(RuleError, match="重复"):
        load(own)
