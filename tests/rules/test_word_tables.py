"""What ``tests.make_word_tables`` makes of counts."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests import make_word_tables
from tests.make_word_tables import add_left_out, costs_of, follower_rows, write_contexts

TABLE = "word_contexts.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the tables, with those that are written by hand and a small general dictionary."""
    for name in ("same_sound", "similar_shape"):
        shutil.copy(make_word_tables.VOCABULARY / f"{name}.yaml", tmp_path)
    (tmp_path / "dict.txt").write_text("意义 5000 n\n异议 300 n\n重大 5000 a\n深远 300 a\n", "utf-8")
    monkeypatch.setattr(make_word_tables, "VOCABULARY", tmp_path)
    monkeypatch.setattr(make_word_tables, "jieba", SimpleNamespace(__file__=str(tmp_path / "jieba.py")))
    return tmp_path


def contexts(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder / TABLE).read_text("utf-8"))["words"]
    return found


def test_a_common_word_costs_less() -> None:
    costs = costs_of(Counter({"执法": 90, "隐患": 10}), {"执法": 5, "隐患": 5, "罕见": 1, "大象": 6})
    assert costs["执法"] < costs["隐患"] < costs["大象"]
    assert "罕见" not in costs


def test_a_pair_that_is_most_likely_a_slip_follows_nothing() -> None:
    rows = follower_rows(Counter({"隐患": 9000, "隐惠": 1, "惠民": 500}), {"隐患": 9})
    assert "患" in rows["隐"] and "惠" not in rows["隐"]
    assert rows["惠"] == "民"


def test_a_rare_word_is_put_for_the_common_one_that_sounds_like_it(folder: Path) -> None:
    fours = Counter({"重大意义": 60, "意义深远": 40, "提出异议": 3, "意义偶见": 2})
    write_contexts(Counter({"意义": 2000, "异议": 30, "重大": 1000, "深远": 60}), fours, {"意义"})
    rows = dict(row.split(" ", 1) for row in contexts(folder)["contexts"].splitlines())
    calling, going, calling_after, going_after = rows["意义"].split("/")
    assert calling == "重大" and "深远" in calling_after
    assert "偶见" not in calling_after + going_after and going == ""
    assert "提出" in rows["异议"].split("/")[1]
    assert "异议 意义" in contexts(folder)["mistaken"].splitlines()


def test_a_word_of_the_trade_is_put_for_nothing(folder: Path) -> None:
    pairs = Counter({"意义": 2000, "异议": 30})
    write_contexts(pairs, Counter(), {"意义", "异议"})
    assert "异议 意义" not in contexts(folder)["mistaken"]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("推进社会治理", True),
        ("报社治理", True),  # a word reaches into it
        ("推动社治理，", False),  # sound prose has it
    ],
)
def test_what_lacks_a_character(folder: Path, text: str, listed: bool) -> None:
    (folder / TABLE).write_text("name: word_contexts\nwords:\n", "utf-8")
    add_left_out(text, {"社会治理", "下一步工作", "落到实处"}, {"社会", "治理", "报社"}, {"落实"})
    never = contexts(folder)["left_out"].split()
    assert ("社治理" in never) is listed
    assert "下步工作" not in never  # an abbreviation
    assert "落实处" not in never  # the two beside the gap are a common word
    assert "落到处" in never
