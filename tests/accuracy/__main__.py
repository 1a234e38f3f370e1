"""``python -m tests.accuracy``: print the accuracy of every rule; ``--write`` puts it into rules/accuracy.yaml.

``--list`` also prints each false alarm, missed fault and surviving planted fault; ``--processes 2`` shares the work.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from checker.engine.model import Severity
from checker.engine.rulebook.rulebook import load_rulebook
from tests.accuracy.measuring import PLANTED, Measurement, measure
from tests.accuracy.whole_reports import CHECKLIST

TABLE = Path(__file__).parents[2] / "rules" / "accuracy.yaml"


def main(arguments: list[str]) -> int:
    """Measure, print, and write if asked."""
    processes = int(arguments[arguments.index("--processes") + 1]) if "--processes" in arguments else 1
    result = measure(load_rulebook(cache=False), processes=processes)
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
    kinds = sorted({kill.planted.how for kill in result.kills})
    print(f"\n{'planted':22}" + "".join(f"{group:>22}" for group in PLANTED) + f"{'info only':>11}{'collateral':>12}")
    for how in kinds:
        _print_line(how, result, [how])
    _print_line("all", result, [])
    _print_line("years, form, words", result, CHECKLIST)
    print(
        f"sound texts: {result.sound}; false errors or warnings: {len(result.false)}, of them errors: {_errors(result)}"
    )


def _print_line(name: str, result: Measurement, kinds: Sequence[str]) -> None:
    cells = ""
    for group in PLANTED:
        killed, planted = result.kill_rate(group, kinds)
        cells += f"{f'{killed}/{planted} {_percent(killed, planted)}' if planted else '':>22}"
    kills = result.of(kinds=kinds)
    quiet = sum(kill.killed and not kill.loud for kill in kills)
    print(f"{name:22}{cells}{quiet:11}{sum(bool(kill.elsewhere) for kill in kills):12}")


def _errors(result: Measurement) -> int:
    return sum(finding.severity is Severity.ERROR for _, finding in result.false)


def _print_details(result: Measurement) -> None:
    for name, finding in result.false:
        print(f"FALSE {name} {finding.severity} {finding.rule} {finding.message} | {finding.quote}")
    for name, rule, words in result.missed:
        print(f"MISSED {name} {rule} {words}")
    for kill in result.kills:
        at = kill.planted
        about = f"{at.group} {at.source} {at.how} {at.before}→{at.after}".replace("\n", "⏎")[:120]
        if not kill.killed:
            around = at.text[max(0, at.start - 30) : min(at.end, at.start + 60) + 30].replace("\n", "⏎")
            print(f"SURVIVED {about} | {around}")
        for finding in kill.elsewhere:
            print(f"ELSEWHERE {about} {finding.rule} {finding.message}")


def _write(result: Measurement) -> None:
    lines = [
        "# 每条规则的准确度，由 python -m tests.accuracy --write 测得，不要手改。",
        "accuracy:",
        "  rules:",
    ]
    for rule, tally in sorted(result.rules.items()):
        if not (tally.examined or tally.kills):
            continue
        figures = [f"examined: {tally.examined}"]
        figures += [f"precision: {tally.precision:.3f}"] if tally.precision is not None else []
        figures += [f"recall: {tally.found / tally.wanted:.3f}"] if tally.wanted else []
        figures += [f"killed: {tally.kills}", f"collateral: {tally.collateral}"]
        lines.append(f"    {rule}: {{{', '.join(figures)}}}")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
