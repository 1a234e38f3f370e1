from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from checker.engine.checklist.profiles import ProfileRequest, request_of
from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import load_rulebook
from checker.errors import UsageError
from checker.outline.model import BodyKind, Level
from checker.review.configuration import Configured, find_configuration, read_configuration
from checker.review.configuration_schema import configuration_schema, configuration_schema_text
from checker.review.configuration_starter import starter
from checker.review.effective import Options, effective

CLOCK = date(2026, 2, 1)
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "config.json"

Read = Callable[[str], Configured]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """The configuration of these words, in the current folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Configured:
        file = tmp_path / "checker.yaml"
        file.write_text(text, encoding="utf-8")
        return read_configuration(file)

    return write


FULL = """\
body: government
year: 2024
select: [numbers/*, years/*]
ignore: years/deadline
severities:
  numbers/rate-truncated: warning
rules: 我的规则
fail_on: warning
today: 2025-03-01
format: [console, 'json:结果.json']
annotate: 批注
jobs: 2
time_limit: 30
files:
  - match: 镇街/**
    body: town
    level: town
    ignore: [numbers/core-indicator-missing]
  - match: [镇街/青石镇*]
    body: park
    severities: {'numbers/*': info}
"""


def test_every_key_is_read(read: Read, tmp_path: Path) -> None:
    (tmp_path / "我的规则").mkdir()
    found = read(FULL)
    assert found.name == "checker.yaml"
    assert found.values.fail_on is Severity.WARNING
    assert found.values.today == date(2025, 3, 1)
    assert found.values.ignore == ("years/deadline",)
    assert found.rule_folders() == (Path("我的规则"),)
    assert found.severities() == (("numbers/rate-truncated", Severity.WARNING),)


def test_the_last_word_on_a_report_counts_and_the_command_line_most(read: Read) -> None:
    files = read(FULL).file_settings()
    nothing = ProfileRequest()
    county = files.request("县.txt", nothing)
    assert (county.body, county.year, county.source("body")) == (BodyKind.GOVERNMENT, 2024, "checker.yaml:1")
    town = files.request("镇街/红旗镇.txt", nothing)
    assert (town.body, town.level, town.source("level")) == (BodyKind.TOWN, Level.TOWN, "checker.yaml:17")
    stone = files.request("镇街/青石镇.txt", nothing)
    assert (stone.body, stone.level) == (BodyKind.PARK, Level.TOWN)
    asked = files.request("镇街/青石镇.txt", request_of("body=department", "--body"))
    assert asked.given() == {
        "body": "--body",
        "level": "checker.yaml:17",
        "year": "checker.yaml:2",
    }
    assert files.ignore("镇街/青石镇.txt") == ("numbers/core-indicator-missing",)
    assert files.severities("县.txt") == (("numbers/rate-truncated", Severity.WARNING),)
    assert files.severities("镇街/青石镇.txt")[-1] == ("numbers/*", Severity.INFO)


def test_option_over_file_over_default(read: Read, tmp_path: Path) -> None:
    (tmp_path / "我的规则").mkdir()
    (tmp_path / "我的规则" / "空.yaml").write_text("rules: []\n", encoding="utf-8")
    run = effective(Options(CLOCK, select=("format/*",), fail_on="info"), read(FULL))
    assert (run.select.value, run.select.origin) == (("format/*",), "--select")
    assert (run.ignore.value, run.ignore.origin) == (("years/deadline",), "checker.yaml:4")
    assert (run.fail_on.value, run.fail_on.origin) == ("info", "--fail-on")
    assert (run.today.value, run.today.origin) == (date(2025, 3, 1), "checker.yaml:9")
    assert (run.annotate.value, run.jobs.value, run.time_limit.value) == ("批注", 2, 30.0)
    bare = effective(Options(CLOCK), None)
    assert (bare.today.value, bare.today.origin, bare.fail_on.value) == (CLOCK, "系统时钟", "error")
    assert bare.configuration is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bodi: town\n", r"^checker\.yaml:1:1：不认识的键 `bodi`，是不是想写 `body`？"),
        ("body: twon\n", r"^checker\.yaml:1:7：`body` 不能是 `twon`.*是不是想写 `town`"),
        ("year: 二〇二四\n", r"checker\.yaml:1:7：`year` 应为整数"),
        ("year: 24\n", r"checker\.yaml:1:7：`year` 应不小于1980"),
        ("today: 昨天\n", r"checker\.yaml:1:8：`today` 应为日期"),
        ("fail_on: 严重\n", "只能是 error、warning、info"),
        ("severities: {numbers/unit: loud}\n", r"checker\.yaml:1:28：`numbers/unit` 不能是 `loud`"),
        ("files:\n  - body: town\n", r"checker\.yaml:2:5：缺少 `match`"),
        ("files:\n  - match: 镇街\n", "没有写要改什么"),
        ("files:\n  - {match: 镇街, bdy: town}\n", r"checker\.yaml:2:17：不认识的键 `bdy`，是不是想写 `body`"),
        ("jobs: 0\n", "不小于1"),
        ("time_limit: 0\n", "大于0"),
        ("- body\n", "配置应写成"),
        ("body: town\nbody: park\n", r"checker\.yaml:2:1：键 `body` 重复"),
        ("body: [town\n", "不是合法的 YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(read: Read, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        read(text)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("select: [numbers/*, nombers/unit]\n", r"checker\.yaml:1:21：`nombers/unit` .*是不是想写 `numbers/unit`"),
        ("severities: {numbers/unitt: info}\n", r"checker\.yaml:1:14：.*是不是想写 `numbers/unit`"),
        ("files:\n  - {match: 镇街, ignore: formet/*}\n", r"checker\.yaml:2:25：`formet/\*` 没有选中"),
        ("era: from-2042\n", r"checker\.yaml:1:6：没有 `from-2042` 这个时期，是不是想写 `from-2024`"),
        ("rules: 没有这个\n", r"checker\.yaml:1:8：找不到规则文件夹 `没有这个`"),
        ("annotate: ../外面\n", r"checker\.yaml:1:11：.*不在本文件所在的文件夹里"),
    ],
)
def test_what_is_not_there_is_told_with_its_place(read: Read, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        effective(Options(CLOCK), read(text))


def test_an_empty_file_and_an_empty_key_say_nothing(read: Read) -> None:
    assert read("").values == read("body:\nfiles:\n").values == read("# 都注释着\n").values


def test_not_text(tmp_path: Path) -> None:
    file = tmp_path / "checker.yaml"
    file.write_bytes("body: town\n# 报告".encode("gb18030"))
    with pytest.raises(UsageError, match="2：不是 UTF-8 编码"):
        read_configuration(file)


def test_the_nearest_file_above_the_reports_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, elsewhere = tmp_path / "甲" / "报送" / "镇街", tmp_path / "乙"
    reports.mkdir(parents=True)
    elsewhere.mkdir()
    (reports / "镇.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert find_configuration([str(reports)]) is None
    (elsewhere / "checker.yaml").touch()
    assert find_configuration([str(reports)]) == Path("checker.yaml"), "from the current folder, as a last resort"
    above = tmp_path / "甲" / "checker.yaml"
    above.touch()
    for path in (reports, reports / "镇.txt", reports / "*.txt"):
        assert find_configuration([str(path)]) == above
    near = reports / "checker.yaml"
    near.touch()
    assert find_configuration([str(reports)]) == near
    assert find_configuration([str(reports), str(reports.parent)]) == above, "one that holds for all"
    assert find_configuration(["-"]) == Path("checker.yaml")


def test_the_starter_says_nothing_until_a_line_is_freed(read: Read, tmp_path: Path) -> None:
    assert read(starter("x.json")).values == read("").values
    (tmp_path / "本省规则").mkdir()
    (tmp_path / "我的规则").mkdir()
    lines = starter(None).split("\n")
    freed = "\n".join(line.removeprefix("# ") if line.startswith("# ") and ":" in line else line for line in lines)
    freed = "\n".join(line[2:] if line.startswith("#   ") else line for line in freed.split("\n"))
    found = read("\n".join(line for line in freed.split("\n") if not line.startswith(("要用", "看哪些"))))
    found.hold_against(load_rulebook())
    assert found.values.model_fields_set == set(type(found.values).model_fields), "every key is shown"
    assert len(found.rule_folders()) == 2


def test_the_schema_knows_what_the_reader_knows() -> None:
    schema = configuration_schema()
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    assert not list(
        validator.iter_errors(yaml.load(FULL, yaml.BaseLoader) | {"year": 2024, "jobs": 2, "time_limit": 9})
    )
    assert [error.message for error in validator.iter_errors({"bodi": "town"})]
    assert not list(validator.iter_errors(None))
    descriptions = [name for name, entry in schema["properties"].items() if "description" not in entry]
    assert not descriptions


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == configuration_schema_text(), (
        "请运行 checker config schema --output docs/schema/config.json"
    )
