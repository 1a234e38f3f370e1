from __future__ import annotations

import io
import random
import zipfile

import pytest

from checker.document.limits import Limits
from checker.document.readers.archive import Member, expand, is_archive, members
from checker.errors import ReadError
from tests.document.ofd_writer import write
from tests.document.sample import LINES, TEXT
from tests.document.typeset import typeset


def packed(files: dict[str, bytes], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def as_windows(data: bytes, name: str) -> bytes:
    """The archive with a member's name in GBK and no sign that it is not cp437."""
    plain = name.encode("utf-8")
    gbk = name.encode("gbk")
    # Same length in bytes, so that no offset moves: pad the GBK name with characters of its own.
    gbk += b"_" * (len(plain) - len(gbk))
    changed = bytearray(data.replace(plain, gbk))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        changed[at + place + 1] &= ~0x08
    return bytes(changed)


def test_members_in_order_without_litter() -> None:
    data = packed(
        {
            "青石区.txt": TEXT.encode(),
            "镇街/": b"",
            "镇街/云溪镇.txt": b"x",
            "__MACOSX/._青石区.txt": b"y",
            "镇街/.DS_Store": b"y",
            "Thumbs.db": b"y",
            "~$青石区.docx": b"y",
            "._a.txt": b"y",
        }
    )
    assert expand(data, "报告.zip") == [("青石区.txt", TEXT.encode()), ("镇街/云溪镇.txt", b"x")]


def test_names_in_gbk() -> None:
    data = as_windows(packed({"青石区报告.txt": b"x"}), "青石区报告.txt")
    [(name, content)] = expand(data, "报告.zip")
    assert name.startswith("青石区报告.txt")
    assert content == b"x"


def test_zips_in_a_zip_once() -> None:
    inner = packed({"甲.txt": b"1"})
    data = packed({"一.zip": inner, "二.zip": packed({"深.zip": inner}), "坏.zip": inner[:-10], "乙.txt": b"2"})
    found = {member.name: member for member in members(data, "报告.zip")}
    assert found["一.zip/甲.txt"].data == b"1"
    assert "多层" in (found["二.zip/深.zip"].error or "")
    assert found["坏.zip"].error is None  # no zip at all any more: the readers will say so
    assert found["乙.txt"] == Member("乙.txt", b"2")


def test_documents_are_no_archives() -> None:
    assert not is_archive(write(typeset(LINES)))
    assert not is_archive(packed({"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert not is_archive(b"PK\x03\x04 and no more")
    assert is_archive(packed({"a.docx": b"x"}))


def test_names_that_climb_are_only_names() -> None:
    assert expand(packed({"../../etc/甲.txt": b"1", "C:\\乙.txt": b"2"}), "x.zip") == [
        ("../../etc/甲.txt", b"1"),
        ("C:/乙.txt", b"2"),
    ]


def test_one_bad_member_does_not_lose_the_others() -> None:
    data = bytearray(packed({"甲.txt": b"content of one" * 9, "乙.txt": b"content of two"}, kind=zipfile.ZIP_STORED))
    at = data.find(b"content of one")
    data[at] ^= 0xFF
    first, second = members(bytes(data), "x.zip")
    assert first.error is not None
    assert "损坏" in first.error
    assert second.data == b"content of two"


def test_a_locked_member_says_so() -> None:
    data = bytearray(packed({"甲.txt": b"1"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 0x01
    [member] = members(bytes(data), "x.zip")
    assert "密码" in (member.error or "")
    assert expand(bytes(data), "x.zip") == []


@pytest.mark.parametrize(
    ("data", "limits", "sentence"),
    [
        (packed({}), Limits(), "没有文件"),
        (packed({"甲.txt": b"1"})[:-5], Limits(), "不完整"),
        (packed({f"{n}.txt": b"" for n in range(20)}), Limits(max_members=10), "文件过多"),
        (packed({"甲.txt": b" " * 3_000_000}), Limits(max_expanded_bytes=1_000_000), "过大"),
        (packed({"a.txt": b"x" * 600, "b.txt": b"x" * 600}), Limits(max_expanded_bytes=1_000), "过大"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, limits: Limits, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence) as caught:
        members(data, "报告.zip", limits)
    assert "；" in str(caught.value)


@pytest.mark.parametrize("seed", range(200))
def test_spoilt_archives_give_members_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(packed({f"报告{number}.txt": TEXT.encode() for number in range(3)}))
    for _ in range(chance.choice([1, 3, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        members(bytes(data), "x.zip")
    except ReadError as error:
        assert "；" in str(error)


def test_a_bomb_among_reports() -> None:
    data = packed({"甲.txt": b" " * 30_000_000, "乙.txt": b"2"})
    bomb, report = members(data, "x.zip")
    assert "压缩炸弹" in (bomb.error or "")
    assert report.data == b"2"
