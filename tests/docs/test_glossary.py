"""The code words of docs/glossary.md are words of the code."""

from __future__ import annotations

import re
from pathlib import Path

HOME = Path(__file__).parents[2]


def test_every_code_word_is_in_the_code() -> None:
    text = (HOME / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| (`[^|]+`) \| [^|]+ \|$", text, re.MULTILINE)
    words = [word for row in rows for word in re.findall(r"`(\w+)`", row)]
    assert len(words) > 40
    assert len(words) == len(set(words)), "one word, one idea"
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HOME / "checker").rglob("*.py")))
    missing = [word for word in words if not re.search(rf"\b{word}\b", code)]
    assert missing == []
