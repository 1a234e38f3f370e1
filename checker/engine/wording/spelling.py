"""Characters put for others that sound or look like them, found without a list of errors.

Official prose is made of a few thousand words, and a wrong character breaks one: 隐患 → 隐惠. Wherever two characters
stand together that sound prose does not bring together, each character that sounds or looks like one of the two is
tried in its place. The stretch around is divided into words both ways, and how common the words are says which reading
is the likelier, and by how much: that is the gain, in natural logarithms. A place name, a new coinage or a rare word
gains little, because no common word comes of changing it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import compress, count, pairwise
from operator import add, not_

from msgspec import Struct

from checker.document.running import RunningText
from checker.engine.model import Severity
from checker.engine.wording.expressions import Expression, Hit
from checker.facts.words import WordDictionary
from checker.knowledge.record import Record

__all__ = ["LookAlikes", "Neighbours", "SoundAlikes", "Spelling", "TradeWords", "WordContexts", "WordCosts", "WordRows"]

_TERM = 8  # what a term of the trade costs, however often prose has it
_WORD = 9  # the same for a word of the trade
_KNOWN = 13  # the same for one that is seldom written
_UNKNOWN = 15  # a character that is no word by itself
_COMMON = 12  # words up to this cost are what a writer may have meant
_LONGEST = 10  # characters of a word
_BEFORE, _AFTER = 6, 7  # how much text around a place is divided into words
_LIKELY = 7.0  # gains from here on are remarks,
_CERTAIN = 10.0  # from here on warnings
_WORD_AS_IT_STANDS = 3.0  # so much more must be gained where what stands there is a word
_FOR_A_TERM = 3.0  # so much less where a term of the trade comes of it
_TERM_LENGTH = 4
_LEAST = _LIKELY - _FOR_A_TERM
_REACH = 3  # how far from a wrong character its word is looked for
_SOUNDS_NEARLY = 2.0
_OF_A_PLACE = 3.0  # or part of the name of the place
_FUNCTION = 2.0  # or a word of grammar, which stands between words everywhere
_QUOTED = 8.0  # or of a name in quotation marks
_REPEATED = 2  # a slip is made once or twice; what stands there more often is a name
_SHORT_QUOTE = 12
_CALLED_FOR = 2  # so much must speak for another word where a word stands
_LEFT_OUT = 8.0  # so much likelier a term must be than what stands there without one of its characters
_EXCHANGED = 14.0  # the same where two neighbours change places
_HARDLY_NEW = 11.5  # the same gains where nothing beside the word speaks for it
_SLACK = 1.0  # what dividing the words around otherwise may add to a gain
_BEYOND_DOUBT = 14.0
_MOST_PASSED = 400_000
_SUFFIXES = frozenset("量率权性化者员类型数额费案证书法")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
_CODE = 5  # the code of a body in a document number, at most
_CODE_END = frozenset("〔【[")
_LEFT_OVER = 2.0
_MARGIN = 2.0  # so much better than the next one a correction must be to be made without asking
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两")
_COUNTED = frozenset("届节章条款")  # 第三节 is no 第三届
_GRAMMAR = frozenset(
    "的是在了和有为以于上下中与及对被把将等之而或其此这那各个已又再也都就并由从到向自至经所时内外前后先只不未无多本该可能使某"
)
# Abbreviations of provinces and surnames stand before anything.
_NAMES = frozenset(
    "津沪渝冀皖闽赣鲁豫鄂湘粤桂琼蜀黔滇陕陇甘郭朱吴邓赵孙蒋沈韩冯曹袁彭吕卢蔡魏薛阎潘杜戴汪姚邹郝崔邱秦邵孟龚"
)


class TradeWords(Record):
    """The table ``words`` (official_words.yaml, trade_words.yaml); each line holds words separated by blanks."""

    terms: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    sound_alikes: tuple[str, ...] = ()  # right, though they sound like a term
    known: tuple[str, ...] = ()  # right, but hardly what a writer may have meant
    distinct: tuple[str, ...] = ()  # words that are each right in its own place: 法制 法治
    lists: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, terms included."""
        return tuple(" ".join((*self.terms, *self.core, *self.sound_alikes, *self.known, *self.lists)).split())

    @cached_property
    def dictionary(self) -> WordDictionary:
        """All words, for dividing sentences."""
        return WordDictionary(self.words)


class SoundAlikes(Record):
    """The table ``same_sound``: syllable → its characters, and which beginnings and endings are easily confused."""

    classes: Mapping[str, str]
    initials: tuple[str, ...] = ()  # pairs: "zh z"
    finals: tuple[str, ...] = ()

    def same(self, character: str) -> frozenset[str]:
        """Characters of the same syllable, the character itself included."""
        return frozenset("".join(self.classes[syllable] for syllable in self._readings.get(character, ())))

    def alike(self, character: str) -> frozenset[str]:
        """Characters of the same syllable or of one that is easily confused with it."""
        syllables = {near for syllable in self._readings.get(character, ()) for near in self._near(syllable)}
        return frozenset("".join(self.classes.get(syllable, "") for syllable in syllables)) - {character}

    def _near(self, syllable: str) -> set[str]:
        near = {syllable}
        for pair in self.initials:
            one, other = pair.split()
            # zh is no z: the longer one is asked for first.
            if syllable.startswith(one):
                near.add(other + syllable[len(one) :])
            elif syllable.startswith(other):
                near.add(one + syllable[len(other) :])
        for known in tuple(near):
            for pair in self.finals:
                one, other = pair.split()
                if known.endswith(one):
                    near.add(known[: -len(one)] + other)
                elif known.endswith(other):
                    near.add(known[: -len(other)] + one)
        return near

    @cached_property
    def _readings(self) -> Mapping[str, list[str]]:
        readings: dict[str, list[str]] = {}
        for syllable, characters in self.classes.items():
            for character in characters:
                readings.setdefault(character, []).append(syllable)
        return readings


class LookAlikes(Record):
    """The table ``similar_shape``: groups of characters, any two of which may be taken for each other."""

    classes: tuple[str, ...]

    def alike(self, character: str) -> frozenset[str]:
        """The characters that look like one."""
        return self._alike.get(character, frozenset())

    @cached_property
    def _alike(self) -> Mapping[str, frozenset[str]]:
        alike: dict[str, frozenset[str]] = {}
        for line in self.classes:
            for members in line.split():
                for character in members:
                    alike[character] = alike.get(character, frozenset()) | frozenset(members) - {character}
        return alike


class WordCosts(Record):
    """The table ``word_frequencies``: a line for each first character, with the rest of each word and its cost."""

    costs: str


class WordRows:
    """The words that begin with a character, read when first asked for."""

    def __init__(self, costs: WordCosts | None) -> None:
        self._lines = _rows(costs.costs) if costs is not None else {}
        self._read: dict[str, dict[str, int]] = {}

    @property
    def firsts(self) -> Iterable[str]:
        """The characters with which words begin."""
        return self._lines

    def of(self, first: str) -> dict[str, int]:
        """The rest of each word and its cost; the character by itself has the empty rest."""
        row = self._read.get(first)
        if row is None:
            row = self._read[first] = {}
            for entry in self._lines.get(first, "").split():
                rest = entry.rstrip("0123456789")
                row[rest] = int(entry[len(rest) :])
        return row


class Neighbours(Record):
    """The table ``neighbours``: a line for each character, with those that may follow it, the most common first."""

    followers: str


class WordContexts(Record):
    """The table ``word_contexts``: which two characters stand before and after a word, and words put for others.

    ``contexts`` has a line for each word: the word, a blank and four runs parted by ``/``: the pairs of characters that
    call for the word when they precede it, those that merely go with it, and the same two for what follows it.
    ``mistaken`` has a line for each word that official prose hardly uses: the word and those that sound like it.
    """

    contexts: str = ""
    mistaken: str = ""
    left_out: str = ""  # terms without one of their inner characters, as sound prose never has them


class _Around(Struct, frozen=True):
    """The pairs of characters that stand next to a word; those that call for it count double."""

    before: dict[str, int]
    after: dict[str, int]


class _Rows(dict[str, str]):
    """Rows by character; one that has none has an empty one."""

    def __missing__(self, key: str) -> str:
        return ""


class _Slip(Struct, frozen=True):
    """A correction: how much likelier it is, and the word that comes of it."""

    gain: float
    start: int
    end: int
    word: str
    alone: bool  # nothing else is nearly as likely


class Spelling:
    """The vocabulary, ready to search."""

    def __init__(
        self,
        words: TradeWords,
        costs: WordCosts,
        neighbours: Neighbours,
        sounds: SoundAlikes,
        shapes: LookAlikes,
        known: dict[str, dict[str, str]] | None = None,
        contexts: WordContexts | None = None,
    ) -> None:
        """``known``: where what is worked out of the tables is kept, or was kept by an earlier run."""
        self._sounds, self._shapes = sounds, shapes
        self._words = WordRows(costs)
        self._trade: dict[str, dict[str, int]] = {}
        self._terms = frozenset(" ".join(words.terms).split())
        self._distinct = frozenset(" ".join(words.distinct).split())
        unlikely = frozenset(" ".join((*words.sound_alikes, *words.known)).split())
        for word in words.words:
            cost = _TERM if word in self._terms else _KNOWN if word in unlikely else _WORD
            row = self._trade.setdefault(word[0], {})
            row[word[1:]] = min(cost, row.get(word[1:], _UNKNOWN))
        self._costs: dict[str, dict[str, int]] = {}
        self._longest: dict[str, int] = {}  # characters of the longest word that begins with one
        known = {} if known is None else known
        if not known:
            known.update(self._pairs(words.words, neighbours))
        self._followers = _Rows(known["followers"])
        self._next, self._previous = known["next"], known["previous"]
        self._contexts = _rows_of_pairs(contexts.contexts if contexts else "")
        self._around: dict[str, _Around] = {}
        self._mistaken = _rows_of_pairs(contexts.mistaken if contexts else "")
        self._passed: set[int] = set()  # pairs of characters met before that nothing is wrong with
        self._harmless: set[str] = set()  # and stretches of text
        self._alike: dict[str, frozenset[str]] = {}
        self._tries: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._near_terms: dict[str, bool] = {}
        self._gaps: dict[str, str] = {}  # two characters → what may be missing between them in a term
        for term in sorted(self._terms):
            if len(term) >= _TERM_LENGTH:
                for one, missing, other in zip(term, term[1:], term[2:], strict=False):
                    self._gaps[one + other] = self._gaps.get(one + other, "") + missing
        # A term without one of its inner characters → the term, by the two characters between which it is missing.
        self._left_out: dict[str, list[tuple[int, str, str]]] = {}
        self._lacking: set[str] = set()  # three characters of it, those two among them
        never = frozenset(contexts.left_out.split() if contexts else ())
        for term in sorted(self._terms):
            for gap in range(1, len(term) - 1):
                rest = term[:gap] + term[gap + 1 :]
                if rest in never:
                    self._left_out.setdefault(rest[gap - 1 : gap + 1], []).append((gap - 1, rest, term))
                    self._lacking.add(rest[gap - 1 : gap + 2] if gap + 1 < len(rest) else rest[gap - 2 : gap + 1])
        self._in_terms = {pair for term in self._terms if len(term) >= _TERM_LENGTH for pair in _pairs_of(term)}

    def _pairs(self, trade: Iterable[str], neighbours: Neighbours) -> dict[str, dict[str, str]]:
        """What may stand next to what, and what stands next to what within common words."""
        followers = _rows(neighbours.followers)
        inside: set[str] = set()
        for word in trade:
            inside.update(_pairs_of(word))
        for pair in sorted(inside):
            if pair[1] not in followers.get(pair[0], ""):
                followers[pair[0]] = followers.get(pair[0], "") + pair[1]
        for first in self._words.firsts:
            for rest, cost in self._words_of(first).items():
                if rest and cost <= _COMMON:
                    inside.update(_pairs_of(first + rest))
        after: dict[str, str] = {}
        before: dict[str, str] = {}
        for pair in sorted(inside):
            one, other = pair[0], pair[1]
            after[one] = after.get(one, "") + other
            before[other] = before.get(other, "") + one
        return {"followers": followers, "next": after, "previous": before}

    def _words_of(self, first: str) -> dict[str, int]:
        """The rest of each word that begins with a character, and its cost."""
        row = self._costs.get(first)
        if row is None:
            row = self._costs[first] = dict(self._words.of(first))
            for rest, cost in self._trade.get(first, {}).items():
                row[rest] = min(cost, row.get(rest, cost))
            self._longest[first] = min(max(map(len, row), default=0) + 1, _LONGEST)
        return row

    def _division(self, text: str) -> tuple[float, list[int]]:
        """The cheapest way to divide a text into words: what it costs, and where the word that ends at each offset
        begins."""
        size = len(text)
        best = [0.0] + [1e9] * size
        begins = [0] * (size + 1)
        for start, first in enumerate(text):
            row = self._words_of(first)
            base = best[start]
            cost = base + row.get("", _UNKNOWN)
            if cost < best[start + 1]:
                best[start + 1], begins[start + 1] = cost, start
            for end in range(start + 2, min(start + self._longest.get(first, 1), size) + 1):
                more = row.get(text[start + 1 : end])
                if more is not None and base + more < best[end]:
                    best[end], begins[end] = base + more, start
        return best[size], begins

    def _alike_to(self, character: str) -> frozenset[str]:
        alike = self._alike.get(character)
        if alike is None:
            alike = self._alike[character] = self._sounds.alike(character) | self._shapes.alike(character)
        return alike

    def _meant(self, pair: str) -> tuple[frozenset[str], frozenset[str]]:
        """What may have been meant by the first character of a pair if the second is right, and the other way round."""
        known = self._tries.get(pair)
        if known is None:
            first, second = pair[0], pair[1]
            known = self._tries[pair] = (
                self._alike_to(first).intersection(self._previous.get(second, "")),
                self._alike_to(second).intersection(self._next.get(first, "")),
            )
        return known

    def _corrections(self, text: str, at: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Each character to try near the odd pair at ``at``, and where."""
        before, after = self._meant(text[at : at + 2])
        left, right = set(before), set(after)
        if at > first:
            left |= self._meant(text[at - 1 : at + 1])[1]
        if at + 2 < last:
            right |= self._meant(text[at + 1 : at + 3])[0]
        yield from ((at, character) for character in sorted(left))
        yield from ((at + 1, character) for character in sorted(right))

    def hits(
        self,
        running: RunningText,
        told: Callable[[int, int], bool] | None = None,
        place: str = "",
    ) -> list[Hit]:
        """Misspelt words in the running text, in no particular order.

        ``told`` says of a stretch whether another list tells of it; ``place`` is the name of the place reported on.
        """
        text = running.text
        odd = self._odd(text)
        slips: dict[str, list[_Slip]] = {}
        free = 0  # up to here the text is accounted for
        for at, pair in odd:
            if at < free:
                continue
            slip = None
            around = _surroundings(text, at)
            if around in self._harmless:
                continue
            if pair in self._mistaken:
                slip = self._wrong_word(text, at)
            if slip is None and pair in self._left_out:
                slip = self._gap(text, at)
            if slip is None and pair[1] not in self._followers[pair[0]]:
                if not self._between_words(text, at):
                    slip = self._slip(text, at, place)
                elif len(self._harmless) < _MOST_PASSED:
                    self._harmless.add(around)
            if slip is None or (told and told(slip.start, slip.end)):
                continue
            slips.setdefault(text[slip.start : slip.end], []).append(slip)
            free = slip.end
        return [hit for written, same in slips.items() for hit in _hits(written, same)]

    def _odd(self, text: str) -> list[tuple[int, str]]:
        """Where two characters stand together that sound prose does not bring together, or a word it does not use."""
        # Two characters are one number of four bytes: first the pairs that begin at even offsets, then the others.
        encoded = text.encode("utf-16-le", "surrogatepass")
        if len(encoded) != 2 * len(text):  # a character beyond the usual ones takes four bytes
            encoded = "".join(each if each <= _LAST_HAN else " " for each in text).encode("utf-16-le", "surrogatepass")
        odd: list[tuple[int, str]] = []
        passed, mistaken, followers, left_out = self._passed, self._mistaken, self._followers, self._left_out
        lacking = self._lacking
        for first in (0, 1):
            pairs = memoryview(encoded[2 * first : 2 * first + (len(text) - first) // 2 * 4]).cast("I")
            for half in compress(count(), map(not_, map(passed.__contains__, pairs))):
                at = 2 * half + first
                pair = text[at : at + 2]
                # Where a mark or a figure stands nothing is told by what follows.
                if (
                    pair in mistaken
                    or (pair in left_out and (text[at : at + 3] in lacking or text[at - 1 : at + 2] in lacking))
                    or (pair[1] not in followers[pair[0]] and _is_han(pair[0]) and _is_han(pair[1]))
                ):
                    odd.append((at, pair))
                elif pair not in left_out and len(passed) < _MOST_PASSED:
                    passed.add(pairs[half])
        odd.sort()
        return odd

    def _gap(self, text: str, at: int) -> _Slip | None:
        """A term with a character left out, though its neighbours may stand together elsewhere: 领导部, of 领导部门;
        社治理, of 社会治理.
        """
        for offset, rest, term in self._left_out[text[at : at + 2]]:
            start, end = at - offset, at - offset + len(rest)
            if start < 0 or not text.startswith(rest, start) or _quoted(text, at):
                continue
            first, last = _stretch(text, at)
            last = max(last, end)
            window = text[first:last]
            before, begins = self._division(window)
            words = _word_at(begins)
            # No word may reach into it from either side: 立法|法规定, 贯彻|实施, 合作社|治理.
            if words[start - first][0] < start - first or words[end - first - 1][1] > end - first:
                continue
            # 案件量 is a word with a suffix.
            if rest[-1] in _SUFFIXES and words[end - first - 1][0] == end - first - 1:
                continue
            after, ends = self._division(window[: start - first] + term + window[end - first :])
            if before - after >= _LEFT_OUT and _word_at(ends)[start - first][0] == start - first:
                return _Slip(_CERTAIN if before - after >= _CERTAIN else _LIKELY, start, end, term, True)
        return None

    def _support(self, text: str, start: int, end: int, word: str) -> tuple[int, int]:
        """How strongly what stands before a stretch and what stands after it call for a word: 0, 1 or 2 each."""
        around = self._around.get(word)
        if around is None:
            before, after = dict[str, int](), dict[str, int]()
            row = self._contexts.get(word)
            if row:
                calling, going, calling_after, going_after = row.split("/")
                before |= dict.fromkeys(_in_pairs(going), 1) | dict.fromkeys(_in_pairs(calling), 2)
                after |= dict.fromkeys(_in_pairs(going_after), 1) | dict.fromkeys(_in_pairs(calling_after), 2)
            around = self._around[word] = _Around(before, after)
        return around.before.get(text[max(0, start - 2) : start], 0), around.after.get(text[end : end + 2], 0)

    def _wrong_word(self, text: str, at: int) -> _Slip | None:
        """A word that official prose hardly uses, where what stands beside it goes with one that sounds like it."""
        written = text[at : at + 2]
        if written[1] in self._trade.get(written[0], {}) or any(self._support(text, at, at + 2, written)):
            return None
        found: list[tuple[int, str]] = []
        for word in self._mistaken[written].split():
            before, after = self._support(text, at, at + 2, word)
            if before + after >= (_CALLED_FOR if written in self._contexts else 1):
                found.append((before + after, word))
        if not found:
            return None
        found.sort(reverse=True)
        support, word = found[0]
        first, last = _stretch(text, at)
        window = text[first:last]
        inner = at - first
        _, begins = self._division(window)
        if _word_at(begins)[inner] != (inner, inner + 2) or _quoted(text, at):
            return None
        _, ends = self._division(window[:inner] + word + window[inner + 2 :])
        if _word_at(ends)[inner][0] > inner or _word_at(ends)[inner + 1][1] < inner + 2:
            return None
        alone = len(found) == 1 or found[1][0] < support
        return _Slip(_CERTAIN if support > _CALLED_FOR else _LIKELY, at, at + 2, word, alone)

    def _slip(self, text: str, at: int, place: str) -> _Slip | None:
        """The likeliest correction near an odd pair, if any is likely enough."""
        first, last = _stretch(text, at)
        tries = [one for one in self._corrections(text, at, first, last) if self._promising(text, first, last, *one)]
        missing = self._gaps.get(text[at : at + 2], "")
        exchanged = self._exchanged(text, at, first, last)
        if not tries and not missing and not exchanged:
            if len(self._harmless) < _MOST_PASSED:
                self._harmless.add(_surroundings(text, at))
            return None
        window = text[first:last]
        before, begins = self._division(window)
        words = _word_at(begins)
        found: list[tuple[float, int, int, str]] = []
        for where, character in tries:
            if self._is_right(window, *words[where - first]):
                continue
            if text[where - 1 : where + 1] in self._distinct and text[where - 1] + character in self._distinct:
                continue
            inner = where - first
            corrected = window[:inner] + character + window[inner + 1 :]
            after, ends = self._division(corrected)
            gain = before - after
            if gain < _LEAST:
                continue
            start, end = _word_at(ends)[inner]
            word = corrected[start:end]
            if len(word) < 2 or self._words_of(word[0])[word[1:]] > _COMMON:
                continue
            gain -= self._doubt(text, where, character, words[inner], place) + self._name_around(
                corrected, ends, start, end
            )
            if len(word) >= _TERM_LENGTH and word in self._terms:
                gain += _FOR_A_TERM
            found.append((gain, first + start, first + end, word))
        for character in missing:
            inner = at + 1 - first
            corrected = window[:inner] + character + window[inner:]
            after, ends = self._division(corrected)
            start, end = _word_at(ends)[inner]
            word = corrected[start:end]
            if word in self._terms and len(word) >= _TERM_LENGTH:
                gain = before - after - (_QUOTED if _quoted(text, at) else 0.0)
                if gain < _CERTAIN:
                    continue
                found.append((gain, first + start, first + end - 1, word))
        found = [(self._believed(text, *one), *one[1:]) for one in found]
        found.extend(self._in_order(window, first, before, exchanged, text))
        found.sort(reverse=True)
        if not found or found[0][0] < _LIKELY:
            return None
        alone = all(other[0] < found[0][0] - _MARGIN for other in found[1:])
        return _Slip(*found[0], alone)

    def _exchanged(self, text: str, at: int, first: int, last: int) -> list[int]:
        """Where two neighbours may have been exchanged near the odd pair at ``at``: 行复政议."""
        after = self._next
        found = []
        for where in range(max(at - 1, first + 1), min(at + 1, last - 3) + 1):
            before, one, other, behind = tuple(text[where - 1 : where + 3])
            if len({before, one, other, behind}) == 4 and (  # 整县整市 is in order
                (other in after.get(before, "") and one in after.get(other, ""))
                or (one in after.get(other, "") and behind in after.get(one, ""))
                or (other in after.get(before, "") and behind in after.get(one, ""))
            ):
                found.append(where)
        return found

    def _in_order(
        self, window: str, first: int, before: float, exchanged: Iterable[int], text: str
    ) -> Iterator[tuple[float, int, int, str]]:
        """What comes of putting two neighbours the other way round, where common words come of it."""
        for where in exchanged:
            inner = where - first
            ordered = window[:inner] + window[inner + 1] + window[inner] + window[inner + 2 :]
            cost, ends = self._division(ordered)
            words = _word_at(ends)
            start, end = words[inner][0], words[inner + 1][1]
            long = all(
                last - begin > 1 and self._words_of(ordered[begin])[ordered[begin + 1 : last]] <= _COMMON
                for begin, last in {words[inner], words[inner + 1]}
            )
            if long and before - cost >= _EXCHANGED and not _quoted(text, where):
                yield before - cost, first + start, first + end, ordered[start:end]

    def _is_right(self, window: str, start: int, end: int) -> bool:
        """Whether the word that stands there is one of the trade: 检察 is no 检查."""
        return end - start > 1 and window[start + 1 : end] in self._trade.get(window[start], {})

    def _believed(self, text: str, gain: float, start: int, end: int, word: str) -> float:
        """The gain, or less where nothing beside a short word calls for it: new words are made of two characters of
        known ones (逐件, 车检, 两违), so that a short word is certain only where its neighbours go with it.
        """
        if len(word) >= _TERM_LENGTH and word in self._terms:
            return gain
        support = sum(self._support(text, start, end, word)) if len(word) == 2 else 0
        if support > 1 or gain >= _BEYOND_DOUBT:
            return gain
        return min(gain, _CERTAIN - 1) if support or gain >= _HARDLY_NEW else 0.0

    def _between_words(self, text: str, at: int) -> bool:
        """Whether a word ends and another begins between the two characters at ``at``: most odd pairs are that. In a
        term two words may stand like this too, one of them the wrong one: 公式制度.
        """
        known, words_of = self._costs, self._words_of
        row = known.get(text[at + 1]) or words_of(text[at + 1])
        if text[at + 2 : at + 3] not in row and text[at + 2 : at + 4] not in row:
            return False
        row = known.get(text[at - 1]) or words_of(text[at - 1])
        if text[at] not in row and text[at - 1 : at + 1] not in words_of(text[at - 2]):
            return False
        pair = text[at : at + 2]
        near = self._near_terms.get(pair)
        if near is None:
            before, after = self._meant(pair)
            meant = {*(each + pair[1] for each in before), *(pair[0] + each for each in after)}
            near = self._near_terms[pair] = not self._in_terms.isdisjoint(meant)
        return not near

    def _promising(self, text: str, first: int, last: int, where: int, character: str) -> bool:
        """Whether a common word comes of a correction, and what stands there costs enough more: at most that is the
        gain, whatever the words around are.
        """
        before, after = text[max(first, where - _REACH) : where], text[where + 1 : min(where + _REACH + 1, last)]
        for back in range(len(before) + 1):
            lead = before[len(before) - back :] + character
            row = self._words_of(lead[0])
            rest = lead[1:]
            for ahead in range(0 if back else 1, min(_REACH - back, len(after)) + 1):
                cost = row.get(rest + after[:ahead])
                if cost is None or cost > _COMMON:
                    continue
                start, end = where - back, where + 1 + ahead
                if end - start == 2:
                    one, other = self._words_of(text[start]), self._words_of(text[start + 1])
                    written = one.get(text[start + 1], one.get("", _UNKNOWN) + other.get("", _UNKNOWN))
                    # A gain this small is told only where the neighbours go with the word.
                    if written - cost >= _HARDLY_NEW - _SLACK or (
                        written - cost >= _LIKELY and any(self._support(text, start, end, lead + after[:ahead]))
                    ):
                        return True
                elif self._division(text[start:end])[0] - cost >= (_LEAST if end - start >= _TERM_LENGTH else _LIKELY):
                    return True
        return False

    def _name_around(self, text: str, ends: list[int], start: int, end: int) -> float:
        """A rare character that is left over beside the corrected word: that looks like a person's name."""
        doubt = 0.0
        for at in (start - 1, end):
            if 0 <= at < len(text):
                first, last = _word_at(ends)[at]
                if last - first == 1 and self._words_of(text[at]).get("", _UNKNOWN) > _COMMON:
                    doubt += _LEFT_OVER
        return doubt

    def _doubt(self, text: str, at: int, right: str, word: tuple[int, int], place: str) -> float:
        """What speaks against a correction."""
        wrong = text[at]
        doubt = 0.0
        if wrong in _NAMES or wrong in _NUMERALS or (wrong in _COUNTED and text[at - 1] in _NUMERALS):
            doubt += _UNKNOWN
        if wrong in _GRAMMAR:
            doubt += _FUNCTION
        if word[1] - word[0] > 1:
            doubt += _WORD_AS_IT_STANDS
        if wrong in place:
            doubt += _OF_A_PLACE
        if right not in self._shapes.alike(wrong) and right not in self._sounds.same(wrong):
            doubt += _SOUNDS_NEARLY
        if _quoted(text, at):
            doubt += _QUOTED
        if not _CODE_END.isdisjoint(text[at : at + _CODE]):  # 云政发〔2024〕7号
            doubt += _UNKNOWN
        return doubt


def _rows(lines: str) -> dict[str, str]:
    """The lines of a table by their first character; a blank follows it."""
    return {line[0]: line[2:] for line in lines.splitlines()}


def _rows_of_pairs(lines: str) -> dict[str, str]:
    """The lines of a table by the word of two characters they begin with; a blank follows it."""
    return {line[:2]: line[3:] for line in lines.splitlines()}


def _in_pairs(run: str) -> Iterator[str]:
    """A run of characters, two by two."""
    return map(add, run[::2], run[1::2])


def _pairs_of(word: str) -> Iterator[str]:
    return map("".join, pairwise(word))


def _is_han(character: str) -> bool:
    return _FIRST_HAN <= character <= _LAST_HAN


def _surroundings(text: str, at: int) -> str:
    """What stands around a pair, as long before it everywhere: at the beginning it is filled up."""
    return text[at - _BEFORE : at + 2 + _AFTER] if at >= _BEFORE else "\n" * (_BEFORE - at) + text[: at + 2 + _AFTER]


def _stretch(text: str, at: int) -> tuple[int, int]:
    """The characters around a pair, up to the next mark or figure."""
    first = at
    while first > at - _BEFORE and first > 0 and _is_han(text[first - 1]):
        first -= 1
    last = at + 2
    while last < at + 2 + _AFTER and last < len(text) and _is_han(text[last]):
        last += 1
    return first, last


def _word_at(begins: list[int]) -> list[tuple[int, int]]:
    """Start and end of the word to which each character belongs."""
    words: list[tuple[int, int]] = []
    end = len(begins) - 1
    while end > 0:
        start = begins[end]
        words.extend([(start, end)] * (end - start))
        end = start
    return words[::-1]


def _quoted(text: str, at: int) -> bool:
    """Whether a character stands within a short pair of quotation marks: there a name may be anything."""
    opened = text.rfind("“", max(0, at - _SHORT_QUOTE), at)
    return opened >= 0 and "”" not in text[opened:at] and "”" in text[at : opened + _SHORT_QUOTE]


def _note(written: str, right: str) -> str:
    if len(written) != len(right):
        return "漏字"
    return "字序颠倒" if sorted(written) == sorted(right) else "音近、形近误写"


def _hits(written: str, slips: list[_Slip]) -> Iterator[Hit]:
    often = len(slips) > _REPEATED
    for slip in slips:
        if often and slip.gain < _CERTAIN:
            return
        likely = slip.gain < _CERTAIN or often
        expression = Expression(
            wrong=written,
            right=slip.word,
            note=_note(written, slip.word),
            source="现代汉语词典",
            doubtful=True,
            certain=slip.alone and not likely,
            severity=Severity.INFO if likely else None,
        )
        yield Hit(expression, slip.start, slip.end, written, slip.word)
