"""Is this place really the skill? Case, form and list neighbours answer first; spaCy tokens decide what is left."""

import re
from collections.abc import Sequence
from typing import Literal

from skilldemand.nlp import fold
from skilldemand.nlp.chains import Chains, Place
from skilldemand.nlp.near import Words
from skilldemand.nlp.scan import MEMO, Candidate, Ref
from skilldemand.nlp.skill_entry import Context
from skilldemand.nlp.taxonomy import Entry, Taxonomy
from skilldemand.nlp.window import Stretch, Windows

SIDE = 48
"""Characters looked at for the words directly before and behind a place."""
ITEM = 8
"""Characters of bullet and punctuation that may stand around a name that is a list item of its own."""
_BLANK = " \t\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014"
"""What parts two words without parting them: a hyphen counts as a blank."""
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_INITIALS = re.compile(r"[A-Za-z]+")


class Side:
    """Texts that may stand directly before or behind a name."""

    __slots__ = ("any", "signs", "words")

    def __init__(self, texts: Sequence[str], edge: Literal[-1, 0]) -> None:
        """Take texts for the left side (their last character touches the name) or the right (their first)."""
        words, signs = [], []
        for text in texts:
            bare = text.strip(_BLANK)
            if not bare:
                signs.append(text.strip())
            elif bare[edge].isalnum():
                words.append(fold.coarse(bare)[:-1] if edge else fold.coarse(bare)[1:])
            else:
                signs.append(bare)
        self.words = tuple(words)
        """Coarse, with a blank at their outer edge."""
        self.signs = tuple(signs)
        """Those that have a sign, not a letter, next to the name; a lone dash (reject_left: ["-"]) is one."""
        self.any = bool(words or signs)


class Rules:
    """The context of one skill, ready to be asked."""

    __slots__ = ("left", "list_mate", "near", "reject_left", "reject_near", "reject_right", "right")

    def __init__(self, context: Context) -> None:
        """Compile what a taxonomy file says."""
        self.list_mate = context.list_mate
        self.near = Words(context.near)
        self.reject_near = Words(context.reject_near)
        self.left = Side(context.left, -1)
        self.right = Side(context.right, 0)
        self.reject_left = Side(context.reject_left, -1)
        self.reject_right = Side(context.reject_right, 0)


class Spot:
    """A stretch of text on which a context rule is asked."""

    __slots__ = ("_before", "_behind", "_tokens", "end", "sentence", "start", "text", "windows")

    def __init__(self, text: str, start: int, end: int, sentence: Stretch, windows: Windows) -> None:
        """`sentence` is the one it stands in."""
        self.text = text
        self.start = start
        self.end = end
        self.sentence = sentence
        self.windows = windows
        self._before: tuple[bytes, str] | None = None
        self._behind: tuple[bytes, str] | None = None
        self._tokens: list[str] | None = None

    def near(self, words: Words) -> bool:
        """Return True when a word of the set stands among the spaCy tokens around it in its sentence."""
        if not words.any or not self.windows.may_hold(words, self.sentence):
            return False
        if self._tokens is None:
            self._tokens = self.windows.tokens(self.start, self.end, (self.sentence.start, self.sentence.end))
        return words.among(self._tokens)

    def alone(self) -> bool:
        """Return True when nothing else stands in its sentence: a list item that is only the name."""
        low, high = self.sentence.start, self.sentence.end
        if self.start - low > ITEM or high - self.end > ITEM:
            return False
        return not any(map(str.isalnum, self.text[low : self.start] + self.text[self.end : high]))

    def beside(self, left: Side, right: Side) -> bool:
        """Return True when one of the texts stands directly before it, or one directly behind."""
        if left.any:
            if self._before is None:
                raw = self.text[max(self.sentence.start, self.start - SIDE) : self.start]
                self._before = fold.coarse(raw.rstrip(_BLANK))[:-1], raw.rstrip()
            words, signs = self._before
            if words.endswith(left.words) or signs.endswith(left.signs):
                return True
        if right.any:
            if self._behind is None:
                raw = self.text[self.end : min(self.sentence.end, self.end + SIDE)]
                self._behind = fold.coarse(raw.lstrip(_BLANK))[1:], raw.lstrip()
            words, signs = self._behind
            return words.startswith(right.words) or signs.startswith(right.signs)
        return False


class Judge:
    """Decides on ambiguous candidates with the context rules of their skills."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Compile the rules of every skill that has some."""
        self._entries = taxonomy.entries
        self._rules = {i: Rules(e.skill.context) for i, e in taxonomy.entries.items() if e.skill.context != Context()}
        self._mates: dict[tuple[str, str], bool] = {}
        self.ruled = frozenset(self._rules)
        """Ids of the skills that have context rules."""

    def rejected(self, skill_id: str, spot: Spot) -> bool:
        """Return True when a reject rule of the skill speaks against the spot."""
        rules = self._rules.get(skill_id)
        if rules is None:
            return False
        if spot.beside(rules.reject_left, rules.reject_right):
            return True
        return spot.near(rules.reject_near)

    def confirm(self, text: str, places: list[Place], windows: Windows) -> list[tuple[Candidate, Ref, str]]:
        """Return the readings that hold, each with the rule that let it pass, in the order of the candidates."""
        bound = _acronyms(text, places)
        chains = Chains(text, places)
        held = []
        for place in places:
            candidate, sentence = place
            spot: Spot | None = None
            for ref in candidate.refs:
                if not ref.ambiguous or ref.skill_id not in self.ruled:
                    held.append((candidate, ref, ref.rule))
                elif not sentence.closed:
                    meant = bound.get(candidate.surface)
                    spot = spot or Spot(text, candidate.start, candidate.end, sentence, windows)
                    why = self._sign(ref, spot, candidate, chains) if meant is None else _spelled(ref, meant)
                    if why is not None:
                        held.append((candidate, ref, ref.rule + why))
        return held

    def _sign(self, ref: Ref, spot: Spot, candidate: Candidate, chains: Chains) -> str | None:
        """Return the sign by which an ambiguous reading holds, or None; what needs no tokens is asked first."""
        rules = self._rules[ref.skill_id]
        if self.rejected(ref.skill_id, spot):
            return None
        if ref.alias.context == "optional":
            return ""
        if spot.beside(rules.left, rules.right):
            return "; word beside it"
        if spot.alone():
            return "; an item of its own"
        for mate in chains.mates(candidate, spot.sentence) if rules.list_mate else ():
            if self._mate(rules.list_mate, mate, ref.skill_id):
                return f"; listed with {mate.surface}"
        return "; near word" if spot.near(rules.near) else None

    def _mate(self, wanted: tuple[str, ...], mate: Candidate, skill_id: str) -> bool:
        key = skill_id, mate.surface
        if key not in self._mates:
            if len(self._mates) >= MEMO:
                self._mates.clear()
            self._mates[key] = any(
                _fits(self._entries[ref.skill_id], wanted)
                for ref in mate.refs
                if ref.skill_id != skill_id and (ref.alias.context == "none" or ref.alias.case == "exact")
            )
        return self._mates[key]


def _fits(entry: Entry, wanted: tuple[str, ...]) -> bool:
    return any(
        spec in (entry.skill.kind, entry.skill.id, entry.catalogue) or spec == f"section:{entry.section}"
        for spec in wanted
    )


def _spelled(ref: Ref, meant: frozenset[str]) -> str | None:
    return "; spelled out in the posting" if ref.skill_id in meant else None


def _acronyms(text: str, places: list[Place]) -> dict[str, frozenset[str]]:
    """Return for each acronym that the posting spells out itself the skills it can then mean.

    "Reality Labs (RL)" binds RL to nothing here; "reinforcement learning (RL)" binds it to that skill.
    """
    bound: dict[str, frozenset[str]] = {}
    for candidate, _ in places:
        if not candidate.open or text[candidate.start - 1 : candidate.start] != "(":
            continue
        start, surface = candidate.start, candidate.surface
        if text[candidate.end : candidate.end + 1] != ")" or surface in bound or not _ACRONYM.fullmatch(surface):
            continue
        words = list(_INITIALS.finditer(text, max(0, start - 80), start))[-len(surface) :]
        if "".join(w[0][0] for w in words).upper() != surface:
            continue
        low = words[0].start()
        meant = {r.skill_id for c, _ in places if c.start < start and c.end > low and c.end <= start for r in c.refs}
        bound[surface] = frozenset(meant & {r.skill_id for r in candidate.refs})
    return bound
