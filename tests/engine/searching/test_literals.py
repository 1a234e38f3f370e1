from __future__ import annotations

from checker.document.readers.plain import from_text
from checker.engine.searching.literals import LiteralIndex


def test_each_list_gets_its_own_places() -> None:
    index = LiteralIndex()
    first, second, none = index.search_for(["行政复议", "复议"]), index.search_for(["复议"]), index.search_for([])
    running = from_text("行政复议和复议").running
    assert list(first.places(running)) == [(0, 0, 4), (1, 2, 4), (1, 5, 7)]
    assert list(second.places(running)) == [(0, 2, 4), (0, 5, 7)]
    assert list(none.places(running)) == []


def test_a_list_may_join_later_and_texts_may_change() -> None:
    index = LiteralIndex()
    assert list(index.search_for([]).places(from_text("任何文字").running)) == []
    first = index.search_for(["诉讼"])
    one, other = from_text("行政诉讼").running, from_text("诉讼").running
    assert list(first.places(one)) == [(0, 2, 4)]
    late = index.search_for(["行政", "诉讼"])
    assert list(late.places(one)) == [(0, 0, 2), (1, 2, 4)]
    assert list(first.places(other)) == [(0, 0, 2)]
    assert list(first.places(one)) == [(0, 2, 4)]
