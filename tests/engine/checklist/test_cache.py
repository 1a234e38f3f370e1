from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checker.engine.rulebook import rulebook
from checker.engine.rulebook.rulebook import load_rulebook
from checker.knowledge import cache_files
from tests.engine.conftest import RULE, Load

posix = pytest.mark.skipif(sys.platform == "win32", reason="file modes are a matter of POSIX")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def only(home: Path) -> Path:
    (path,) = home.glob("rules-*.kept")
    return path


def test_a_second_load_gives_the_same_book(home: Path, load: Load) -> None:
    first = load(cache=True)
    assert only(home)
    second = load(cache=True)
    assert second.rules == first.rules
    assert {kind: dict(tables) for kind, tables in second.knowledge.tables.items()} == first.knowledge.tables
    assert second.digest == first.digest


@posix
def test_it_is_for_its_owner_alone(home: Path, load: Load) -> None:
    load(cache=True)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(only(home).stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == [only(home).name]


def rewrite(path: Path, old: str, new: str) -> None:
    """As someone would who knows how the file is made."""
    head, _, body = path.read_bytes().partition(b"\n")
    told = json.loads(head)
    parts = {}
    start = 0
    for name, length in told["parts"]:
        parts[name] = body[start : start + length].replace(old.encode(), new.encode())
        start += length
    body = b"".join(parts.values())
    told["parts"] = [[name, len(part)] for name, part in parts.items()]
    told["classes"] = [name.replace(old, new) for name in told["classes"]]
    told["digest"] = hashlib.sha256(body).hexdigest()
    path.write_bytes(json.dumps(told).encode() + b"\n" + body)


def poison(path: Path) -> None:
    rewrite(path, "夹带请示", "别人写的")


@posix
def test_what_others_could_write_is_left_aside(home: Path, load: Load) -> None:
    load(cache=True)
    poison(only(home))
    assert load(cache=True).rules[0].title == "别人写的"  # a sound cache is believed …
    only(home).chmod(0o622)
    assert load(cache=True).rules[0].title == "夹带请示"  # … one that others can write is not
    poison(only(home))
    home.chmod(0o777)
    assert load(cache=True).rules[0].title == "夹带请示"


@posix
def test_a_link_is_not_followed(home: Path, tmp_path: Path, load: Load) -> None:
    load(cache=True)
    poison(only(home))
    target = tmp_path / "elsewhere.kept"
    path = only(home)
    path.rename(target)
    path.symlink_to(target)
    assert load(cache=True).rules[0].title == "夹带请示"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff\xfe", b"[" * 100_000])
def test_damage_is_mended_in_silence(home: Path, load: Load, damage: bytes) -> None:
    load(cache=True)
    only(home).write_bytes(damage)
    assert load(cache=True).rules[0].title == "夹带请示"


def test_half_a_word_is_not_believed(home: Path, load: Load) -> None:
    load(cache=True)
    path = only(home)
    path.write_bytes(path.read_bytes().replace("夹带请示".encode(), "别人写的".encode()))
    assert load(cache=True).rules[0].title == "夹带请示"


@pytest.mark.parametrize(
    "other",
    ["os:system", "checker.errors:UsageError", "checker.engine.checklist.rule:family_of", "checker.nowhere:Rule"],
)
def test_only_records_of_this_program_are_made(home: Path, load: Load, other: str) -> None:
    load(cache=True)
    rewrite(only(home), "checker.engine.checklist.rule:Rule", other)
    assert load(cache=True).rules[0].title == "夹带请示"


def test_the_shipped_rules_are_kept_whole(home: Path) -> None:
    first = load_rulebook()
    assert only(home)
    second = load_rulebook()
    assert second.rules == first.rules
    assert second.profiles == first.profiles
    assert second.accuracy == first.accuracy
    assert {kind: dict(tables) for kind, tables in second.knowledge.tables.items()} == first.knowledge.tables


def test_another_program_has_its_own(home: Path, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load(cache=True)
    monkeypatch.setattr(rulebook, "program_key", lambda: "another")
    load(cache=True)
    assert len(list(home.glob("rules-*.kept"))) == 2


def test_an_edit_is_seen_at_once(folder: Path, load: Load) -> None:
    load(cache=True)
    (folder / "checklist" / "rules.yaml").write_text(RULE.replace("夹带请示", "改了"), encoding="utf-8")
    assert load(cache=True).rules[0].title == "改了"


def test_nowhere_to_write_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: Load) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert load(cache=True).rules
    for name in ("CHECKER_CACHE_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert cache_files.cache_folder() is None
    assert load(cache=True).rules


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the XDG folders are a matter of Linux")
def test_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHECKER_CACHE_DIR")
    monkeypatch.setenv("HOME", "/home/clerk")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/clerk")
    assert cache_files.cache_folder() == Path("/var/clerk/checker")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_files.cache_folder() == Path("/home/clerk/.cache/checker")


def test_old_ones_are_forgotten(home: Path, folder: Path, load: Load) -> None:
    for number in range(12):
        (folder / "checklist" / "rules.yaml").write_text(RULE + f"# {number}\n", encoding="utf-8")
        load(cache=True)
    assert len(list(home.glob("rules-*.kept"))) == 8


def test_a_warm_start_imports_neither_yaml_nor_pydantic(folder: Path, load: Load) -> None:
    load(cache=True)
    code = (
        "import sys; from pathlib import Path; from checker.engine.rulebook.rulebook import load_rulebook; "
        f"book = load_rulebook(shipped=Path({str(folder)!r})); [book.inspect_of(rule) for rule in book.rules]; "
        "sys.exit('yaml' in sys.modules or 'pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0
