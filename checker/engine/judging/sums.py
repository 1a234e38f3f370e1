"""What a sum that fails says: nothing, where parts may simply be missing, or how loud it is to be told."""

from __future__ import annotations

from fractions import Fraction

from checker.engine.judging.operands import total
from checker.engine.judging.other_readings import reads_otherwise
from checker.engine.model import Severity
from checker.engine.reading import Reading
from checker.engine.relations.slips import is_slip, slip_in_sum
from checker.facts.interval import Interval
from checker.facts.model import Breakdown, Completeness, Quantity
from checker.facts.rounding import COUNTED, as_printed, is_counted

__all__ = ["added_up", "exceeded", "severity_of_sum", "surely_part"]

_NEAR = Fraction(9, 10)
_HALF = Fraction(1, 2)
# More than this and chance alone makes a sum that is one slip from right; less where several columns do not add up.
_LIKELY, _UNLIKELY = Fraction(1, 4), Fraction(1, 20)
_WORD = 4  # characters before a total in which a word of adding up stands
_FAR = 4  # times its parts, and no slip explains it: a whole that was never their sum
_MOST = Fraction(3, 5)  # a row that gives less of its whole was not meant to give all


def exceeded(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether a single part is more than the whole; then the sum is not asked: one cause, one finding."""
    quantities = reading.facts.quantities
    if breakdown.cells:
        return False
    whole = as_printed(quantities[breakdown.total])
    return any(
        surely_part(breakdown, position) and not as_printed(quantities[part]).can_be_at_most(whole)
        for position, part in enumerate(breakdown.parts)
    )


def surely_part(breakdown: Breakdown, position: int) -> bool:
    """Further items after ， may belong to the next statement; the first after 其中 and those joined by 、 do not."""
    return breakdown.total_first and (not position or breakdown.tight)


def severity_of_sum(reading: Reading, breakdown: Breakdown) -> Severity | None:
    """How loud the sum of an exclusive breakdown is to be told; None where it holds or may hold."""
    if len(breakdown.parts) < 2 or not breakdown.exclusive:
        return None
    if breakdown.cells:
        return _severity_of_cells(reading, breakdown)
    whole = as_printed(reading.facts.quantities[breakdown.total])
    added = added_up(reading, breakdown)
    if added.intersects(whole) or _less_a_note(reading, breakdown, added, whole):
        return None
    if _apart(reading, breakdown, added.all_less(whole)):
        return None
    severity = _severity(reading, breakdown, added.all_less(whole))
    return None if severity is None or reads_otherwise(reading, breakdown) else severity


def _apart(reading: Reading, breakdown: Breakdown, short: bool) -> bool:
    """Whether whole and parts speak of different things, so that only a slip of the keys would tell otherwise.

    制定21件，废止12件，正在起草11件: what is pending may be of another year or kind.
    取消3项，承接12项，调整后共3256项: what came and went is not the stock.
    """
    quantities = reading.facts.quantities
    whole, parts = quantities[breakdown.total], [quantities[part] for part in breakdown.parts]
    added = sum((part.printed for part in parts), Fraction(0))
    pending = breakdown.opener == "其余" and not breakdown.sure and not short
    text = reading.document.passages[whole.passage].text[max(0, whole.start - _WORD) : whole.start]
    summed = any(word in text for word in ("合计", "共计", "总计", "总共"))
    stock = breakdown.opener == "共" and short and not summed and added * _FAR < whole.printed
    if not (pending or stock):
        return False
    found = slip_in_sum(whole, parts)
    return found is None or not found[0]


def _severity_of_cells(reading: Reading, breakdown: Breakdown) -> Severity | None:
    """How loud the sum of cells is to be told: other figures bear it out, or a slip of the keys explains why it fails.

    A total may count only once what appears in several rows, or be an average: what is far off was never a sum.
    """
    quantities = reading.facts.quantities
    whole, parts = quantities[breakdown.total], [quantities[part] for part in breakdown.parts]
    missed = abs(sum((part.printed for part in parts), Fraction(0)) - whole.printed)
    if missed <= sum(((one.step / 2) for one in (whole, *parts) if not _is_whole(one)), Fraction(0)):
        return None
    found = slip_in_sum(whole, parts)
    chance = found[1] if found is not None and found[0] else None
    if chance is not None and (breakdown.sure or chance < (_LIKELY if breakdown.tight else _UNLIKELY)):
        return Severity.ERROR
    near = breakdown.tight and _near(reading, breakdown, _HALF if breakdown.sure else _NEAR)
    return Severity.WARNING if near else None


def _is_whole(quantity: Quantity) -> bool:
    """Whether a figure was written to the last unit: 317 or 317元, not 3.17万元."""
    return is_counted(quantity) or quantity.step == 1


def _less_a_note(reading: Reading, breakdown: Breakdown, added: Interval, whole: Interval) -> bool:
    """Whether the whole leaves out what a note says a part includes: 共145人，其中在编41人（含返聘9人）、外聘113人."""
    quantities, labels = reading.facts.quantities, reading.facts.labels
    for part in breakdown.parts:
        note = part + 1
        if note >= len(quantities) or not labels[note].startswith("含"):
            continue
        alike = quantities[note].unit == quantities[part].unit
        if alike and (added - as_printed(quantities[note])).intersects(whole):
            return True
    return False


def _severity(reading: Reading, breakdown: Breakdown, short: bool) -> Severity | None:
    """How sure the words make it that the sum must be right; None where parts may simply be missing.

    Parts that stand joined by 、 or are outcomes of one kind cannot exceed their whole; other rows of figures may
    overlap in ways the words do not show. A row that falls short is most often not complete: a remark, unless it is
    closed. Sums of money mostly add up in ways not told: what is far off was never meant as a sum.
    """
    quantities = reading.facts.quantities
    whole = quantities[breakdown.total]
    counted = all(is_counted(quantities[i]) for i in breakdown.parts) and (
        is_counted(whole) or (not whole.exact and whole.group in COUNTED)  # 5万余件: the interval says all there is
    )
    if not counted and not _near(reading, breakdown) and not _opened(breakdown):
        return None
    if not short:
        if counted:
            if breakdown.sure and (breakdown.tight or _alike(breakdown)):
                return Severity.ERROR
            return Severity.WARNING
        return Severity.WARNING if breakdown.tight else None
    if breakdown.completeness is Completeness.OPEN:
        return None
    if breakdown.completeness is Completeness.CLOSED and (counted or breakdown.tight):
        return Severity.ERROR if counted and breakdown.sure else Severity.WARNING
    whole_set = breakdown.one_set and breakdown.sure and len(breakdown.parts) > 2
    if counted and (whole_set or _one_slip_away(reading, breakdown)):
        return Severity.WARNING
    if not (breakdown.total_first and breakdown.sure and (counted or breakdown.tight)):
        return None
    if _near(reading, breakdown) or breakdown.one_set:
        return Severity.INFO
    row = breakdown.tight or len(breakdown.parts) > 2
    return Severity.INFO if row and _near(reading, breakdown, _MOST) else None


def _near(reading: Reading, breakdown: Breakdown, share: Fraction = _NEAR) -> bool:
    """Whether the smaller of sum and whole is this share of the other."""
    added = total(reading, breakdown.parts)
    whole = reading.facts.quantities[breakdown.total].interval
    if added.high is None or whole.low is None or added.high <= 0 or whole.low <= 0:
        return False
    return share <= added.high / whole.low <= 1 / share


def _opened(breakdown: Breakdown) -> bool:
    """Whether a word opens the parts behind their whole, in one row."""
    return breakdown.total_first and breakdown.tight and breakdown.opener in ("其中", "分别为", "包括", "（")


def _alike(breakdown: Breakdown) -> bool:
    """Whether all labels end in the same word (街道调委会, 村居调委会) or begin with it."""
    first = breakdown.labels[0]
    return len(first) >= 2 and (
        all(label.endswith(first[-2:]) for label in breakdown.labels)
        or all(label.startswith(first[:2]) for label in breakdown.labels)
    )


def _one_slip_away(reading: Reading, breakdown: Breakdown) -> bool:
    """Whether swapping two neighbouring digits of one figure would make the sum right."""
    repair = reading.web.repair((breakdown.total, *breakdown.parts))
    return repair is not None and is_slip(reading.facts.quantities[repair.quantity], repair.value)


def added_up(reading: Reading, breakdown: Breakdown) -> Interval:
    """The sum of the parts, each as it may stand before rounding."""
    result = Interval.point(0)
    for part in breakdown.parts:
        result = result + as_printed(reading.facts.quantities[part])
    return result
