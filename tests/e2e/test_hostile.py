"""Hostile and broken input through the command: one clear sentence each, nothing hangs, the others are checked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from checker.cli.main import main
from checker.engine.result import Checked, Failed
from checker.review import running
from checker.review.gathering import Source, gather
from tests.document.pdf_writer import by_hand, one_page, stream
from tests.document.sample import TEXT

Run = Callable[..., tuple[int, str, str]]

posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX file system")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
DAY = date(2024, 3, 1)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``checker`` in ``tmp_path``: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CHECKER_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return code, told.out, told.err

    return command


def reports(run: Run, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    code, out, _ = run("check", "--today", "2024-03-01", "--format", "json", *arguments)
    return code, json.loads(out)["reports"]


def is_one_sentence(words: str) -> bool:
    return "；" in words and "\n" not in words and 10 < len(words) < 200 and "Error" not in words


def endless_pdf() -> bytes:
    """A page that draws a form that draws ten others, twenty deep: pdfium never comes back."""
    objects = one_page(stream(b"/X6 Do"))
    fonts = b"/Font<</F 5 0 R>>"
    objects[3] = objects[3].replace(b"<</Font", b"<</XObject<</X6 6 0 R>>/Font")
    for number in range(6, 27):
        draws = b"/X%d Do " % (number + 1) * 10 if number < 26 else b"BT /F 12 Tf (a) Tj ET"
        inner = b"/XObject<</X%d %d 0 R>>" % (number + 1, number + 1) if number < 26 else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s%s>>/Length %d>>" % (inner, fonts, len(draws))
        objects[number] = head + b"\nstream\n" + draws + b"\nendstream"
    return by_hand(objects)


# ── one bad file among good ones ────────────────────────────────────────────────────────────────


def test_bad_files_among_good_ones(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("1.txt", "3.txt", "9.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "2.pdf").write_bytes(endless_pdf())
    (folder / "4.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "5.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    (folder / "6.txt").write_bytes(b"")
    (folder / "7.html").write_bytes(b"<html><body>" + b"<div>" * 50_000 + "文".encode())
    (folder / "8.txt").write_text(TEXT + "其中受理1件，" * 200_000, encoding="utf-8")
    code, found = reports(run, "报送", "--time-limit", "8", "--jobs", "2")
    assert code == 3
    assert [Path(report["path"]).stem for report in found] == [str(number) for number in range(1, 10)]
    failed = {Path(report["path"]).stem: report["error"] for report in found if report["status"] == "failed"}
    assert failed.keys() == {"2", "4", "5", "6", "7", "8"}
    assert all(map(is_one_sentence, failed.values())), failed
    assert failed["2"].startswith(("超过8秒", "查到一半"))  # the clock or the bound on memory, whichever comes first
    assert failed["8"].startswith("超过8秒") and "--time-limit" in failed["8"]


@linux
def test_a_crash_in_native_code_costs_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "甲乙丙丁":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    read = running.read_source

    def crash(source: Source, time_limit: float = 60.0) -> object:
        if "乙" in source.path:
            os._exit(139)
        return read(source, time_limit)

    monkeypatch.setattr(running, "read_source", crash)  # forked workers inherit it
    sources = gather([str(tmp_path)])
    results = list(running.check_sources(sources, running.Settings(DAY), jobs=2))
    assert [Path(result.path).stem for result in results] == [Path(source.path).stem for source in sources]
    for result in results:
        assert isinstance(result, Failed if "乙" in result.path else Checked), result
        assert not isinstance(result, Failed) or is_one_sentence(result.error)


def test_a_file_that_vanishes_meanwhile(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    sources = gather([str(tmp_path / "甲.txt"), str(tmp_path / "乙.txt")])
    (tmp_path / "甲.txt").unlink()
    gone, there = running.check_sources(sources, running.Settings(DAY))
    assert isinstance(gone, Failed) and is_one_sentence(gone.error)
    assert isinstance(there, Checked)


def test_standard_input_is_under_the_clock_too(tmp_path: Path) -> None:
    sources = gather(["-"], standard_input=endless_pdf(), standard_input_name="报告.pdf")
    (result,) = running.check_sources(sources, running.Settings(DAY, time_limit=1.0))
    assert isinstance(result, Failed) and result.error.startswith(("超过1秒", "查到一半"))


def test_the_time_limit_is_a_number_of_seconds(run: Run) -> None:
    for wrong in ("0", "-1", "nan", "一分钟"):
        code, _, told = run("check", "x.txt", "--time-limit", wrong)
        assert code == 2 and told.startswith("checker：--time-limit"), told


# ── odd things where a file should be ───────────────────────────────────────────────────────────


@posix
def test_pipes_links_and_folders(run: Run, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "管道.txt")
    os.mkfifo(tmp_path / "管道.zip")
    (tmp_path / "断.docx").symlink_to("没有.docx")
    (tmp_path / "圈.pdf").symlink_to("圈.pdf")
    (tmp_path / "设备.txt").symlink_to("/dev/zero")
    (tmp_path / "回头").symlink_to(tmp_path)
    (tmp_path / "再回头").symlink_to(tmp_path)
    code, found = reports(run, ".")
    assert code == 3
    states = {report["path"]: report["status"] for report in found}
    assert states.pop("好.txt") == "checked"
    assert states == dict.fromkeys(("管道.txt", "管道.zip", "断.docx", "圈.pdf", "设备.txt"), "failed")
    assert all(is_one_sentence(report["error"]) for report in found if report["error"])
    code, found = reports(run, "**/*.txt")  # does not run in circles
    assert {report["path"] for report in found} == {"好.txt", "管道.txt", "设备.txt"}


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_no_permission(run: Run, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "锁.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "锁.txt").chmod(0)
    (tmp_path / "锁夹").mkdir(mode=0)
    code, found = reports(run, ".")
    assert code == 3
    assert [report["status"] for report in found].count("failed") == 2
    assert all(is_one_sentence(report["error"]) for report in found if report["error"])


@linux
def test_names_that_are_no_utf8(run: Run, tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt", "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    code, found = reports(run, ".")
    assert code in (0, 1) and found[0]["status"] == "checked"
    for name in ("console", "markdown", "html"):
        code, out, _ = run("check", *map(str, Path().glob("*.txt")), "--format", name, "-o", f"出/out.{name}")
        assert code in (0, 1) and not out
        (tmp_path / "出" / f"out.{name}").read_text(encoding="utf-8")
    code, out, _ = run("check", ".", "--list-files")
    assert code == 0 and out.encode("utf-8")


def test_an_archive_that_wants_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "里"
    folder.mkdir()
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("../../出.txt", TEXT)
        archive.writestr("/绝对.txt", TEXT)
        archive.writestr("C:\\盘\\报告.txt", TEXT)
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    code, found = reports(run, "里/包.zip")
    assert code in (0, 1, 3)
    paths = [report["path"] for report in found]
    assert len(paths) == 4 and all(path.startswith("里/包.zip/") and ".." not in path for path in paths)
    assert "root:" not in json.dumps(found)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["包.zip", "里"]


# ── what is written ─────────────────────────────────────────────────────────────────────────────

EVIL = (
    "青石区2023年度法治政府建设情况报告<script>alert(1)</script>\n"
    "一、主要举措\n"
    "全年收到行政复议申请97件，其中受理100件`x`|y|[点我](http://evil.example)<img src=x onerror=alert(1)>"
    "\x1b[31m红\x1b]0;题\x07。\n"
    "全年收到行政诉讼案件5件，其中审结7件\u202e倒\u2066写\x9b2J，www.evil.example。\n"
) + TEXT


@posix
def test_nothing_in_a_report_steers_terminal_or_page(run: Run, tmp_path: Path) -> None:
    name = "报\x1b[2J告<b>`|\n换行.txt"
    (tmp_path / name).write_text(EVIL, encoding="utf-8", errors="surrogatepass")
    (tmp_path / "空\x1b]0;x\x07.txt").write_bytes(b"")
    for options in (("-v",), ("-q",), ("--list-files",), ("--format", "markdown"), ("--format", "json")):
        for colour in ("--color", "--no-color"):
            code, out, told = run("check", ".", colour, *options)
            coloured = re.sub(r"\x1b\[[0-9;]*m", "", out) if colour == "--color" else out
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", coloured + told), options
            if "json" not in options:
                assert not re.search("[\u202a-\u202e\u2066-\u2069]", out + told), options
    code, out, _ = run("check", ".", "--format", "markdown")
    assert code == 3
    assert "点我" in out and "受理100件" in out
    assert "<" not in re.sub(r"^>", "", out, flags=re.MULTILINE).replace("&lt;", "")
    assert "](http" not in out and "www.evil" not in out and not re.search(r"(?<!\\)`x", out)
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows[1:2]} == {8}


@posix
def test_nothing_in_a_report_becomes_markup(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a<img src=x onerror=alert(2)>.txt").write_text(EVIL, encoding="utf-8")
    code, _, _ = run("check", ".", "--format", "html:页.html")
    assert code == 1
    page: Any = html.document_fromstring((tmp_path / "页.html").read_text(encoding="utf-8"))
    assert not page.xpath("//img[@onerror]") and not page.xpath("//*[@*[starts-with(name(), 'on')]]")
    assert not any("alert(" in script.text_content() for script in page.xpath("//script"))
    assert "点我" in page.text_content()
    links = page.xpath("//a/@href | //*/@src")
    assert all(str(link).startswith(("#", "data:")) for link in links), links
    assert "\x1b" not in (tmp_path / "页.html").read_text(encoding="utf-8")


def test_places_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "夹").mkdir()
    for target in ("夹", "好.txt/出.json", f"{'长' * 300}.json"):
        for name in ("json", "markdown", "html"):
            if (target, name) == ("夹", "html"):
                continue
            code, _, told = run("check", "好.txt", "--format", name, "-o", target)
            assert code == 2 and told.startswith("checker：") and told.count("\n") == 1, told
            assert "程序内部出错" not in told and "；" in told
    assert (tmp_path / "好.txt").read_text(encoding="utf-8") == TEXT


@linux
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [(), ("--format", "json", "-o", "/dev/full")])
def test_a_full_disk(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "checker.cli.main", "check", "好.txt", *arguments]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 2, told
    assert told.count("\n") == 1 and "磁盘已满" in told, told
