"""The weights can be learned anew: the same examples give the same weights, and these tell sums from stories."""

from __future__ import annotations

from checker.engine.rulebook.rulebook import load_rulebook
from tests.accuracy.learning.examples import from_passages
from tests.accuracy.learning.fitting import fit
from tests.accuracy.passages import Passage, parsed

SUMS = [
    ("接报线索⟦425⟧条，劝离⟦338⟧条、立案⟦52⟧条、查无实据⟦35⟧条。", "338+52+35=425"),
    ("抽查企业⟦78⟧家，没有隐患的⟦29⟧家，当场改正的⟦33⟧家，限期整改的⟦16⟧家。", "29+33+16=78"),
    ("书面述法⟦72⟧名，会议述法⟦14⟧名，全年共⟦86⟧名。", "72+14=86"),
]


def test_the_same_examples_the_same_weights() -> None:
    passages = [
        Passage(f"p-{number}", "own", parsed(text)[0], parsed(text)[1], 2024, file=f"{number}.yaml", holds=holds)
        for number, (text, holds) in enumerate(SUMS * 4)
    ]
    examples = list(from_passages(passages, load_rulebook()))
    meant = [example for example in examples if example.meant]
    assert len(meant) == len(passages)
    assert len(examples) > len(meant)
    weights, bias = fit(examples)
    assert (weights, bias) == fit(examples)

    def odds(signs: tuple[str, ...]) -> int:
        return bias + sum(weights.get(sign, 0) for sign in signs)

    others = [odds(example.signs) for example in examples if not example.meant]
    assert min(odds(example.signs) for example in meant) > max(others)
