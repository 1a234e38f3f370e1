"""``python -m tests.accuracy``: print the accuracy of every rule; ``--write`` puts it into rules/accuracy.yaml.

``--list`` also prints each false alarm, missed fault and surviving planted fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checker.engine.rulebook import load_rulebook
from tests.accuracy.measuring import Measurement, measure
from tests.accuracy.passages import passages

TABLE = Path(__file__).parents[2] / "rules" / "accuracy.yaml"


def main(arguments: list[str]) -> int:
    """Measure, print, and write if asked."""
    result = measure(load_rulebook(cache=False), passages())
    _print_rules(result)
    _print_kills(result)
    if "--list" in arguments:
        _print_details(result)
    if "--write" in arguments:
        _write(result)
    return 0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _print_rules(result: Measurement) -> None:
    print(
        f"{'rule':40}{'examined':>9}{'precision':>10}{'recall':>8}{'kills':>7}{'collateral':>11}{'false':>7}{'info':>6}"
    )
    for rule, tally in sorted(result.rules.items()):
        if not (tally.examined or tally.wanted or tally.kills):
            continue
        precision = f"{tally.precision:.3f}" if tally.precision is not None else "–"
        print(
            f"{rule:40}{tally.examined:9}{precision:>10}{_percent(tally.found, tally.wanted):>8}{tally.kills:7}"
            f"{tally.collateral:11}{tally.wrong:7}{tally.remarks:6}"
        )


def _print_kills(result: Measurement) -> None:
    kinds = Counter(kill.planted.how for kill in result.kills)
    print(f"\n{'planted':18}{'killed':>16}{'held-out styles':>22}")
    for how in sorted(kinds):
        own, out = result.kill_rate([how], held_out=False), result.kill_rate([how], held_out=True)
        print(f"{how:18}{f'{own[0]}/{own[1]} {_percent(*own)}':>16}{f'{out[0]}/{out[1]} {_percent(*out)}':>22}")
    own, out = result.kill_rate(held_out=False), result.kill_rate(held_out=True)
    print(f"{'all':18}{f'{own[0]}/{own[1]} {_percent(*own)}':>16}{f'{out[0]}/{out[1]} {_percent(*out)}':>22}")
    elsewhere = sum(bool(kill.elsewhere) for kill in result.kills)
    print(f"new findings elsewhere: {elsewhere} of {len(result.kills)} planted faults")
    print(f"false errors or warnings: {len(result.false)} on {result.sound} sound passages")


def _print_details(result: Measurement) -> None:
    for passage, finding in result.false:
        print(f"FALSE {passage.id} {finding.severity} {finding.rule} {finding.message} | {finding.quote}")
    for passage, rule in result.missed:
        print(f"MISSED {passage.id} {rule} {passage.faulty[rule]}")
    for kill in result.kills:
        if not kill.killed:
            at = kill.planted
            around = at.text[max(0, at.start - 40) : at.end + 40]
            print(f"SURVIVED {at.passage.id} {at.how} {at.before}→{at.after} | {around}")
        for finding in kill.elsewhere:
            print(f"ELSEWHERE {kill.planted.passage.id} {kill.planted.how} {finding.rule} {finding.message}")


def _write(result: Measurement) -> None:
    lines = [
        "# 每条规则的准确度，由 python -m tests.accuracy --write 测得，不要手改。",
        "accuracy:",
        "  rules:",
    ]
    for rule, tally in sorted(result.rules.items()):
        if not tally.examined:
            continue
        lines.append(f"    {rule}:")
        lines.append(f"      examined: {tally.examined}")
        if tally.precision is not None:
            lines.append(f"      precision: {tally.precision:.3f}")
        if tally.wanted:
            lines.append(f"      recall: {tally.found / tally.wanted:.3f}")
        lines.append(f"      killed: {tally.kills}")
        lines.append(f"      collateral: {tally.collateral}")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
