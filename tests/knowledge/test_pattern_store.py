from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from checker.knowledge.pattern_store import install

COMPILER: Any = import_module("re._compiler")
PATTERNS = (
    ("[\u4e00-\u9fff]{2,4}率", 0),
    (r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?", 0),
    (r"(?<!不)予以?受理|[^，。；]{1,8}结案", 0),
    (r"(甲|乙)\1", re.IGNORECASE),
)
TEXT = "2024年3月受理率98%，不予受理5件，调解结案9件，甲甲乙乙。"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Callable[[], None]]:
    """Installs a store in an empty cache folder, as at the start of a run; ``re`` is restored after the test."""
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    original = COMPILER.compile

    def start() -> Callable[[], None]:
        monkeypatch.setattr(COMPILER, "compile", original)
        re.purge()
        return install()

    return start


def compiled() -> list[tuple[Any, ...]]:
    found = []
    for pattern, flags in PATTERNS:
        made = re.compile(pattern, flags)
        found.append((made.flags, made.groups, dict(made.groupindex), [m.groups() for m in made.finditer(TEXT)]))
    return found


def only(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache").glob("patterns-*.bin")
    return path


def test_a_kept_pattern_is_the_pattern(store: Callable[[], Callable[[], None]], tmp_path: Path) -> None:
    expected = compiled()
    keep = store()
    assert compiled() == expected
    keep()
    before = only(tmp_path).read_bytes()
    keep = store()
    assert compiled() == expected
    keep()
    assert only(tmp_path).read_bytes() == before  # nothing was new


def test_a_wrong_pattern_is_told_as_ever(store: Callable[[], Callable[[], None]]) -> None:
    store()
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(甲")


@pytest.mark.parametrize("damage", [b"", b"[]", b'[["a",0,32,0,{},4]]\n\0\0\0\0', b"\xff\n", b'{"a":1}\n'])
def test_a_damaged_file_is_left_aside(store: Callable[[], Callable[[], None]], tmp_path: Path, damage: bytes) -> None:
    expected = compiled()
    keep = store()
    compiled()
    keep()
    only(tmp_path).write_bytes(damage)
    store()
    assert compiled() == expected


def test_numbers_that_make_no_sense_are_refused(store: Callable[[], Callable[[], None]], tmp_path: Path) -> None:
    expected = compiled()
    keep = store()
    compiled()
    keep()
    head, _, numbers = only(tmp_path).read_bytes().partition(b"\n")
    only(tmp_path).write_bytes(head + b"\n" + b"\x07" * len(numbers))
    store()
    assert compiled() == expected


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a matter of POSIX")
def test_what_others_could_write_is_left_aside(store: Callable[[], Callable[[], None]], tmp_path: Path) -> None:
    keep = store()
    compiled()
    keep()
    only(tmp_path).chmod(0o666)
    before = only(tmp_path).stat().st_mtime_ns
    store()
    compiled()
    assert only(tmp_path).stat().st_mtime_ns == before


def test_nothing_of_a_report_is_kept(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(
        "青石区2023年法治政府建设工作报告\n一、主要举措\n"
        "全年收到龘龘申请120件，受理龘龘110件，龘龘办结率91.7%，其中龘龘调解20件、齉齉终止5件。\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "CHECKER_CACHE_DIR": str(tmp_path / "cache")}
    run = [sys.executable, "-c", "from checker.cli.main import run; run()", "check", "--exit-zero", "-q", str(report)]
    subprocess.run(run, env=environment, check=True, capture_output=True)
    kept = only(tmp_path).read_bytes().partition(b"\n")[0].decode("ascii")
    assert len(kept) > 1000
    assert "龘".encode("unicode_escape").decode() not in kept
    assert "齉".encode("unicode_escape").decode() not in kept
