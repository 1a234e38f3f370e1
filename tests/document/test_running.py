from __future__ import annotations

from checker.document.readers.plain import from_text


def test_offsets_lead_back_to_the_authors_characters() -> None:
    document = from_text("全年 受理12件,审结\n　　第二段（含《甲〈乙〉丙》）。")
    running = document.running
    at = running.text.index("，审结")
    start, end = running.place(at, at + 3)
    assert document.text[start:end] == ",审结"
    assert running.offset_of(start) == at


def test_a_sentence_ends_with_its_mark_or_its_paragraph() -> None:
    running = from_text("甲。乙丙；丁\n\n戊己。").running
    text = running.text
    assert text[slice(*running.sentence(text.index("丙")))] == "乙丙"
    assert text[slice(*running.sentence(text.index("丁")))] == "丁"


def test_titles_are_taken_whole_and_never_run_over_a_paragraph() -> None:
    running = from_text("印发《甲《乙》丙》，另有《没有收尾\n\n下一段》。").running
    assert [running.text[start:end] for start, end in running.titles] == ["《甲《乙》丙》"]
    assert running.in_title(running.text.index("丙"))
    assert not running.in_title(running.text.index("没有"))
