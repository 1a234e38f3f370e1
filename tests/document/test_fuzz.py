"""A bounded run of the fuzzer: spoilt files are read or refused, never anything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.readers.plain import from_text
from tests.document.fuzz import SAMPLES, archive_sample, judge, mutations

FILES = {**SAMPLES, "reports.zip": archive_sample()}


@pytest.mark.parametrize("name", FILES)
def test_spoilt_files(name: str) -> None:
    for data in mutations(FILES[name], seed=2, count=30):
        assert judge(data, name).seconds < 20


@pytest.mark.parametrize("name", FILES)
def test_spoilt_files_through_the_whole_checklist(name: str) -> None:
    for data in mutations(FILES[name], seed=5, count=4):
        assert judge(data, name, check=True).seconds < 20


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("一二、（）。；：是1.\t\n　 法治报告件｜|*#-`<>\\\u200b\ud800\x00\x1b"), max_size=120))
def test_any_string_is_a_document(text: str) -> None:
    for format in ("txt", "md"):
        document = from_text(text, format=format)
        end = 0
        for block in document.blocks:
            assert end <= block.span.start <= block.span.end <= len(document.text)
            end = block.span.end
        if "\r" not in text:
            assert len(document.text) == len(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.html", "x.docx", "x.pdf", "x.md"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    judge(data, name)
