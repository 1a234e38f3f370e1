from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from checker.facts.words import WordDictionary

WORDS = WordDictionary(["法制", "学法", "制度", "依法", "制定", "国家", "统一", "落实", "严格"])


@pytest.mark.parametrize(
    ("sentence", "alone"), [("严格落实学法制度", False), ("依法制定", False), ("国家法制统一", True)]
)
def test_a_word_is_matched_as_a_word(sentence: str, alone: bool) -> None:
    start = sentence.index("法制")
    assert WORDS.stands_alone(sentence, start, start + 2) is alone


def test_nothing_is_written_to_the_shared_temporary_folder() -> None:
    WORDS.boundaries("依法制定制度")
    assert "jieba" in sys.modules
    dictionary = WordDictionary(["独一无二的词"])
    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    dictionary.boundaries("独一无二的词")
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before
