"""The results on a terminal: what a clerk sees first.

Pure functions from results to lines of styled text; ``plain`` and ``coloured`` turn lines into a string. Every mark
that colour makes is also made by a sign, so that nothing is lost without it. Lines never exceed the width asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.engine.model import Finding, Outcome, Severity, Status
from checker.engine.result import Checked, Failed, Result
from checker.report.checklist import Checklist, family_order
from checker.report.excerpt import cut_excerpt, place_words
from checker.report.layout import clean, fit, pad, wrap
from checker.report.words import (
    FORMATS,
    SEVERITIES,
    STATUSES,
    WHOLE_REPORT,
    family_of,
    family_word,
    plain_number,
    profile_words,
    reading_order,
    reasons_of,
    section_of,
)

__all__ = ["View", "coloured", "plain", "render_report", "render_summary"]

Lines = list[Text]

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
TICKS = {Status.PASS: "✓", Status.FAIL: "✗", Status.UNDETERMINED: "?", Status.NOT_APPLICABLE: "–"}

# The sixteen colours of the terminal's own palette: legible on a light ground as on a dark one.
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "cyan"}
_STATUS_STYLE = {Status.PASS: "green", Status.FAIL: "red", Status.UNDETERMINED: "magenta", Status.NOT_APPLICABLE: "dim"}

_WIDEST = 120
_NARROWEST = 60
# More findings than this of one rule are told once, with their places; errors never are.
_COLLAPSE = {Severity.WARNING: 6, Severity.INFO: 2}
_SHOWN_PLACES = 12


@dataclass(frozen=True, slots=True)
class View:
    """How much is shown: ``width`` in cells; ``verbosity`` 0 as a rule, 1 everything, -1 one line a report."""

    width: int = 80
    verbosity: int = 0

    @property
    def columns(self) -> int:
        """The width actually used."""
        return max(_NARROWEST, min(self.width, _WIDEST))

    @property
    def verbose(self) -> bool:
        return self.verbosity > 0


def plain(lines: Iterable[Text]) -> str:
    """The lines without colour."""
    return "".join(line.plain.rstrip() + "\n" for line in lines)


def coloured(lines: Iterable[Text]) -> str:
    """The lines with the escape sequences of a sixteen-colour terminal."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        force_terminal=True,
        color_system="standard",
        width=_WIDEST * 2,
        legacy_windows=False,
        highlight=False,
    )
    console.print(Text("\n").join(lines), soft_wrap=True)
    return buffer.getvalue()


# --- one report -------------------------------------------------------------------------------------------------------


def render_report(result: Result, checklist: Checklist, view: View, *, number: int = 1, of: int = 1) -> Lines:
    """One report; ``number`` of ``of`` in this run. Among several, the checklist is left to ``--verbose``."""
    if view.verbosity < 0:
        return [_one_line(result, view)]
    lines: Lines = []
    if isinstance(result, Failed):
        return [*_banner(result.path, view, number, of), *_failure(result, view), Text()]
    lines += _banner(result.title or "（没有标题）", view, number, of)
    lines += _header(result, checklist, view, short=of > 1 and not view.verbose)
    lines.append(Text())
    lines += _findings(result, checklist, view)
    if of == 1 or view.verbose:
        lines += _checklist(result, checklist, view)
        lines += _score(result, checklist, view)
    return lines


def _banner(title: str, view: View, number: int, of: int) -> Lines:
    count = f"  {number}/{of}" if of > 1 else ""
    room = view.columns - cell_len(count)
    first, *rest = wrap(title, room)
    head = Text().append(first, "bold")
    if count:
        head.append(" " * (room - cell_len(first)) + count, "dim")
    return [head, *(Text(line, "bold") for line in rest), Text("━" * view.columns, "dim")]


def _failure(result: Failed, view: View) -> Lines:
    return _labelled("✗ 读不了", result.error, view, indent=1, label_style="bold red")


def _header(result: Checked, checklist: Checklist, view: View, *, short: bool) -> Lines:
    coverage = result.coverage
    year = f"{result.year}年度" if result.year else "年度不明"
    about = " · ".join(part for part in (result.body, year, profile_words(result.profile)) if part)
    lines = _labelled("得分", _score_words(result), view, indent=1, style="bold")
    counts = _counts(result)
    if lines[0].cell_len + 4 + counts.cell_len <= view.columns:
        lines[0].append("    ").append_text(counts)
    else:
        lines.append(Text("       ").append_text(counts))
    lines += _labelled("文件", _file_words(result), view, indent=1)
    lines += _labelled("对象", about, view, indent=1)
    if checklist.configuration is not None:
        lines += _labelled("配置", checklist.configuration, view, indent=1)
    reasons = [f"{label}：{reason}" for label, reason in reasons_of(result.profile, given=short)]
    if reasons:
        lines += _labelled("识别", "；".join(reasons), view, indent=1, style="dim")
    if not short:
        lines += _labelled("数字", _coverage_words(coverage.numbers, coverage.bound, coverage.checked), view, indent=1)
    for note in result.notes:
        lines += _labelled("注意", note, view, indent=1, style="yellow")
    return lines


def _file_words(result: Checked) -> str:
    details = [FORMATS.get(result.format, result.format)]
    document = result.document
    if document is not None:
        if document.pages:
            details.append(f"{document.pages}页")
        details.append(f"{len(document.text)}字")
        if document.encoding and document.encoding.lower().replace("_", "-") not in ("utf-8", "utf8"):
            details.append(document.encoding.upper())
    return f"{result.path}（{'，'.join(details)}）"


def _coverage_words(numbers: int, bound: int, checked: int) -> str:
    if not numbers:
        return "文中没有读到数字"
    return f"共{numbers}个，认出用途{bound}个（{bound / numbers:.0%}），经核算{checked}个（{checked / numbers:.0%}）"


def _score_words(result: Checked) -> str:
    score = result.score
    words = plain_number(score.value)
    low, high = plain_number(score.low), plain_number(score.high)
    return words if low == high else f"{words}（{low}—{high}）"


def _counts(result: Checked) -> Text:
    text = Text()
    for severity in Severity:
        count = result.count(severity)
        style = _SEVERITY_STYLE[severity] if count else "dim"
        text.append(f"{MARKS[severity]} {SEVERITIES[severity]} {count}  ", style)
    undetermined = _status_count(result, Status.UNDETERMINED)
    text.append(f"? 待定 {undetermined}", "magenta" if undetermined else "dim")
    waived = sum(finding.waived is not None for finding in result.findings)
    if waived:
        text.append(f"  已说明 {waived}", "dim")
    return text


def _status_count(result: Checked, status: Status) -> int:
    return sum(outcome.status is status for outcome in result.outcomes)


# --- findings ---------------------------------------------------------------------------------------------------------


def _findings(result: Checked, checklist: Checklist, view: View) -> Lines:
    live = [finding for finding in result.findings if finding.waived is None]
    waived = [finding for finding in result.findings if finding.waived is not None]
    live.sort(key=reading_order)
    # What concerns the whole report comes first: a missing part outweighs a wrong mark.
    collapsed = _collapsed(live, view)
    lines: Lines = []
    for section, group in groupby((f for f in live if f.rule not in collapsed), key=section_of):
        lines += _section_heading(section, view)
        for finding in group:
            lines += _finding(finding, result, view)
    if collapsed:
        lines += _section_heading("多处同类", view)
        for rule in sorted(collapsed, key=family_order):
            lines += _same_kind([f for f in live if f.rule == rule], result, checklist, view)
        lines.append(Text())
    if waived:
        lines += _section_heading("已说明，不计入", view)
        for finding in waived:
            lines += _waived(finding, result, view)
        lines.append(Text())
    if not lines:
        undecided = _status_count(result, Status.UNDETERMINED)
        words = "没有发现问题。" + (f"另有{undecided}项待定，见下。" if undecided else "")
        lines += [Text(f" ✓ {words}", "green"), Text()]
    return lines


def _collapsed(findings: Sequence[Finding], view: View) -> set[str]:
    if view.verbose:
        return set()
    counts = Counter((finding.rule, finding.severity) for finding in findings)
    mixed = Counter(rule for rule, _ in counts)
    return {
        rule
        for (rule, severity), count in counts.items()
        if severity in _COLLAPSE and count > _COLLAPSE[severity] and mixed[rule] == 1
    }


def _section_heading(section: str, view: View) -> Lines:
    words = fit(clean(section), view.columns - 4)
    rule = "─" * max(view.columns - cell_len(words) - 1, 0)
    heading = Text().append(words, "bold blue" if section != WHOLE_REPORT else "bold")
    heading.append(" " + rule, "dim")
    return [heading, Text()]


def _finding(finding: Finding, result: Checked, view: View) -> Lines:
    style = _SEVERITY_STYLE[finding.severity]
    head = f" {MARKS[finding.severity]} {SEVERITIES[finding.severity]}  "
    first, *rest = wrap(finding.message, view.columns - cell_len(head))
    line = Text().append(head, style)
    line.append(first, "bold")
    lines = [line, *(Text(" " * cell_len(head) + more, "bold") for more in rest)]
    place = place_words(result.document, finding.span)
    lines.append(_right_aligned(place, finding.rule, view))
    if finding.span is not None and result.document is not None:
        lines += _excerpt(finding, result, view, style)
    if finding.arithmetic:
        lines += _labelled("算式", finding.arithmetic, view, indent=3)
    far = _operands(finding, result)
    if far:
        lines += _labelled("数字" if finding.rule.startswith("numbers/") else "涉及", far, view, indent=3)
    if finding.suggestion:
        lines += _labelled("改法", finding.suggestion, view, indent=3, label_style="green")
    if finding.basis:
        lines += _labelled("依据", finding.basis, view, indent=3, style="dim")
    return [*lines, Text()]


def _right_aligned(place: str, rule: str, view: View) -> Text:
    words = f"   {place}" if place else "   全文"
    return Text(f"{words}  {rule}", "dim")


def _excerpt(finding: Finding, result: Checked, view: View, style: str) -> Lines:
    assert finding.span is not None and result.document is not None
    operands = [item.span for item in finding.evidence]
    lines: Lines = []
    for part in cut_excerpt(result.document, finding.span, operands, view.columns - 6):
        words = Text().append("   │ ", "dim")
        words.append_text(_marked(part.text, part.marks, style))
        lines.append(words)
        if part.underline:
            under = Text().append("   │ ", "dim")
            under.append_text(_marked(part.underline, part.underline, style))
            lines.append(under)
    return lines


def _marked(text: str, marks: str, style: str) -> Text:
    """``text`` with the fault in the colour of its severity and operands in blue."""
    marked = Text()
    for mark, run in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1]):
        marked.append("".join(character for character, _ in run), {"^": style, "-": "blue"}.get(mark, ""))
    return marked


def _operands(finding: Finding, result: Checked) -> str:
    """Role and words of each operand; the place too where it stands on another line."""
    own = place_words(result.document, finding.span)
    words = []
    for item in finding.evidence:
        place = place_words(result.document, item.span)
        block = result.document.block_at(item.span.start) if result.document is not None else None
        if block is not None and block.cell is not None and "（" in item.role:
            place = ""  # its role names row and column
        words.append(f"{item.role} {item.quote}" + (f"（{place}）" if place and place != own else ""))
    return " · ".join(words) if len(words) > 1 or (words and own == "") else ""


def _same_kind(findings: Sequence[Finding], result: Checked, checklist: Checklist, view: View) -> Lines:
    """Many findings of one rule: what they have in common, and where they are."""
    severity = findings[0].severity
    messages = Counter(finding.message for finding in findings)
    message = next(iter(messages)) if len(messages) == 1 else checklist.title(findings[0].rule)
    head = f" {MARKS[severity]} {SEVERITIES[severity]}  "
    first, *rest = wrap(f"{message}，共{len(findings)}处", view.columns - cell_len(head))
    lines = [Text().append(head, _SEVERITY_STYLE[severity]).append(first, "bold")]
    lines += [Text(" " * cell_len(head) + more, "bold") for more in rest]
    lines.append(Text(f"   {findings[0].rule}", "dim"))
    places: list[str] = []
    for place, group in groupby(findings, key=lambda f: place_words(result.document, f.span)):
        quotes = [f"“{fit(clean(f.quote), 16)}”" for f in group]
        places.append(f"{place}{'、'.join(quotes)}")
    shown, more_places = places[:_SHOWN_PLACES], len(places) - _SHOWN_PLACES
    words = "；".join(shown) + (f"；另有{more_places}处，用 -v 全部列出" if more_places > 0 else "")
    lines += _labelled("各处", words, view, indent=3)
    if len(messages) == 1 and findings[0].suggestion and len({f.suggestion for f in findings}) == 1:
        lines += _labelled("改法", findings[0].suggestion, view, indent=3, label_style="green")
    return lines


def _waived(finding: Finding, result: Checked, view: View) -> Lines:
    place = place_words(result.document, finding.span)
    words = f"{finding.message}（{place}）" if place else finding.message
    return [
        *(Text(line, "dim") for line in _hanging(f" – {SEVERITIES[finding.severity]}  ", words, view.columns)),
        *_labelled("说明", finding.waived or "", view, indent=3, style="dim"),
    ]


# --- checklist and score ----------------------------------------------------------------------------------------------


def _checklist(result: Checked, checklist: Checklist, view: View) -> Lines:
    heading = Text().append("检查清单", "bold")
    for status, tick in TICKS.items():
        count = _status_count(result, status)
        heading.append(f"   {tick} {STATUSES[status]} {count}", _STATUS_STYLE[status] if count else "dim")
    lines = [heading, Text("━" * view.columns, "dim")]
    ordered = sorted(result.outcomes, key=lambda outcome: family_order(outcome.rule))
    for family, group in groupby(ordered, key=lambda outcome: family_of(outcome.rule)):
        outcomes = list(group)
        points = result.score.families.get(family)
        title = Text().append(f" {family_word(family)}", "bold")
        if points is not None:
            title.append(f"  {plain_number(points)}分", "dim" if points >= 100 else "")
        lines.append(title)
        lines += _family(outcomes, checklist, view)
    return [*lines, Text()]


def _family(outcomes: Sequence[Outcome], checklist: Checklist, view: View) -> Lines:
    """Failures and passes as a grid, what is undetermined with its reason, what does not apply in one breath."""
    lines: Lines = []
    order = {Status.FAIL: 0, Status.PASS: 1}
    decided = sorted((o for o in outcomes if o.status in order), key=lambda o: order[o.status])
    lines += _grid([_item(outcome, checklist) for outcome in decided], view)
    for outcome in outcomes:
        if outcome.status is Status.UNDETERMINED:
            head = f"   ? {checklist.title(outcome.rule)}："
            for line in _hanging(head, outcome.reason or "原因不明", view.columns, hang=5):
                lines.append(Text(line))
                lines[-1].stylize("magenta", 0, len(head) if line.startswith(head) else 0)
    skipped = [outcome for outcome in outcomes if outcome.status is Status.NOT_APPLICABLE]
    if view.verbose:
        for outcome in skipped:
            words = f"{checklist.title(outcome.rule)}：{outcome.reason or '不适用'}"
            lines += [Text(line, "dim") for line in _hanging("   – ", words, view.columns)]
    elif skipped:
        words = f"不适用{len(skipped)}项：" + "、".join(checklist.title(outcome.rule) for outcome in skipped)
        lines += [Text(line, "dim") for line in _hanging("   – ", words, view.columns)]
    return lines


def _item(outcome: Outcome, checklist: Checklist) -> Text:
    live = sum(finding.waived is None for finding in outcome.findings)
    failing = outcome.status is Status.FAIL
    if failing and outcome.findings and not live:
        return Text(f"– {clean(checklist.title(outcome.rule))} 已说明", "dim")
    text = Text().append(TICKS[outcome.status] + " ", _STATUS_STYLE[outcome.status])
    text.append(clean(checklist.title(outcome.rule)), "" if failing else "dim")
    if failing and live:
        text.append(f" {live}处", "red")
    elif outcome.examined > 1:
        text.append(f" 查{outcome.examined}处", "dim")
    return text


def _grid(items: Sequence[Text], view: View) -> Lines:
    """Items in as many even columns as fit; one too long for its column takes the line to itself."""
    count = 3 if view.columns >= 110 else 2 if view.columns >= 72 else 1
    size = (view.columns - 3) // count
    lines: Lines = []
    line, used = Text("   "), 0
    for item in items:
        item.truncate(view.columns - 3, overflow="ellipsis")
        span = min(-(-(item.cell_len + 2) // size), count)
        if used and used + span > count:
            lines.append(line)
            line, used = Text("   "), 0
        line.append_text(item)
        line.append(" " * max(span * size - item.cell_len, 0))
        used += span
    return [*lines, line] if used else lines


def _score(result: Checked, checklist: Checklist, view: View) -> Lines:
    score = result.score
    heading = (
        Text().append("得分 ", "bold").append(plain_number(score.value), "bold green" if score.value >= 90 else "bold")
    )
    if score.low != score.high:
        heading.append(f"   待定项定下来后在 {plain_number(score.low)}—{plain_number(score.high)} 之间", "magenta")
    room = view.columns
    filled = round(score.value / 100 * room)
    lines = [heading, Text().append("━" * filled, "green").append("─" * (room - filled), "dim")]
    lost = sorted((m for m in score.movements if m.lost > 0), key=lambda m: (-m.lost, m.rule))
    shown = lost if view.verbose else lost[:5]
    for move in shown:
        line = Text().append(" " + pad(f"−{plain_number(move.lost)}", 7, right=True), "red")
        line.append(f"  {fit(clean(checklist.title(move.rule)), view.columns - 10)}")
        lines.append(line)
    if len(lost) > len(shown):
        rest = sum(move.lost for move in lost[len(shown) :])
        lines.append(
            Text(" " + pad(f"−{plain_number(rest)}", 7, right=True) + f"  其余{len(lost) - len(shown)}项", "dim")
        )
    if score.undetermined:
        titles = "、".join(checklist.title(rule) for rule in score.undetermined)
        lines += _labelled("待定", f"{titles}：补全所缺数字或内容，得分即可确定", view, indent=1, label_style="magenta")
    return [*lines, Text()]


# --- several reports --------------------------------------------------------------------------------------------------


def render_summary(results: Sequence[Result], view: View) -> Lines:
    """All reports ranked, best first; those that could not be read at the bottom."""
    checked = [result for result in results if isinstance(result, Checked)]
    failed = [result for result in results if isinstance(result, Failed)]
    ranked = sorted(checked, key=lambda r: (-r.score.value, r.count(Severity.ERROR), r.path))
    heading = Text().append(f"共{len(results)}份报告", "bold")
    heading.append(f"   查了{len(checked)}份", "")
    if failed:
        heading.append(f"   读不了{len(failed)}份", "bold red")
    lines = [heading, Text("━" * view.columns, "dim")]
    if ranked:
        lines += _ranking(ranked, view)
    for result in failed:
        lines.append(Text(f"  ✗  {fit(clean(result.path), view.columns - 5)}", "red"))
        lines += _labelled("", result.error, view, indent=5)
    return [*lines, Text()]


def _ranking(ranked: Sequence[Checked], view: View) -> Lines:
    ranges = any(r.score.low != r.score.high for r in ranked)
    widths = {"名次": 4, "得分": 7, "范围": 12 if ranges else 0, "错误": 5, "警告": 5, "提示": 5, "待定": 5}
    room = view.columns - sum(widths.values()) - 2
    title_room = max(room, 12)
    header = Text().append(
        "".join(pad(name, width, right=True) for name, width in widths.items() if width) + "  报告", "dim"
    )
    lines = [header]
    for place, result in enumerate(ranked, 1):
        score = result.score
        line = Text().append(pad(str(place), widths["名次"], right=True), "dim")
        line.append(pad(plain_number(score.value), widths["得分"], right=True), "bold")
        if ranges:
            words = f"{plain_number(score.low)}—{plain_number(score.high)}" if score.low != score.high else ""
            line.append(pad(words, widths["范围"], right=True), "magenta")
        for severity in Severity:
            count = result.count(severity)
            line.append(pad(str(count) if count else "–", 5, right=True), _SEVERITY_STYLE[severity] if count else "dim")
        undecided = _status_count(result, Status.UNDETERMINED)
        line.append(pad(str(undecided) if undecided else "–", 5, right=True), "magenta" if undecided else "dim")
        line.append("  ")
        line.append_text(_named(result, title_room))
        lines.append(line)
    return lines


def _named(result: Checked, room: int) -> Text:
    """Who reports and the file; where both do not fit, the end of the path, for that tells files apart."""
    who = clean(result.body)
    year = f" {result.year}" if result.year else ""
    label = who + year if who else ""
    left = room - cell_len(label) - 2
    if not label or left < 16:
        return Text(_tail(clean(result.path), room))
    return Text(label).append("  " + _tail(clean(result.path), left), "dim")


def _tail(path: str, room: int) -> str:
    if cell_len(path) <= room:
        return path
    while cell_len(path) > room - 1:
        path = path[1:]
    return "…" + path


def _one_line(result: Result, view: View) -> Text:
    if isinstance(result, Failed):
        return Text().append("   –  ", "red").append(f"{clean(result.path)}：{clean(result.error)}")
    line = Text().append(pad(plain_number(result.score.value), 5, right=True) + "  ", "bold")
    line.append_text(_counts(result))
    return line.append(f"   {clean(result.path)}")


# --- lines ------------------------------------------------------------------------------------------------------------


def _labelled(
    label: str,
    words: str,
    view: View,
    *,
    indent: int,
    style: str = "",
    label_style: str = "dim",
) -> Lines:
    """“依据  …” with the following lines below the words, not below the label."""
    head = " " * indent + label + ("  " if label else "")
    width = view.columns - cell_len(head)
    lines: Lines = []
    for index, part in enumerate(wrap(words, width)):
        line = Text().append(head if index == 0 else " " * cell_len(head), label_style)
        lines.append(line.append(part, style))
    return lines


def _hanging(head: str, words: str, width: int, hang: int | None = None) -> list[str]:
    """``head`` and words, the following lines indented by ``hang`` (as wide as the head unless told)."""
    indent = cell_len(head) if hang is None else hang
    first = max(width - cell_len(head), 8)
    parts = wrap(words, width - indent, first)
    return [head + parts[0], *(" " * indent + part for part in parts[1:])]
