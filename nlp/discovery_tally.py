"""Counting candidates while postings stream by, and ranking them at the end."""

import math
import re
from collections import Counter
from collections.abc import Container, Mapping

from skilldemand.nlp import cues
from skilldemand.nlp.discovery_records import Candidate, Count, Sight

PRIOR = 3.0
"""Employers added to those of a candidate, spread over the windows as all employers are, so that few say little."""
ORDINARY = 0.35
"""A Capitalised word that is written in lower case more often than this is an ordinary word."""
SHOUTED = 0.8
"""The same for a word in capitals (API, AND), which lower case says less about."""
STRAY = 0.4
"""A company's name is a candidate only when it is a list-mate of known skills more often than this."""
IN_TITLES = 0.2
"""A candidate that stands in the titles of more than this share of its employers is a job, not a skill."""
_SQUEEZE = re.compile(r"[^a-z0-9+#]")


class Tally:
    """The counts; see Discovery."""

    def __init__(self) -> None:
        self._counts: dict[str, Count] = {}
        self._lower: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._employers: dict[str, int] = {}
        self._companies: set[str] = set()
        self._titles: dict[str, set[int]] = {}
        self._windows: tuple[set[int], set[int]] = (set(), set())
        self._employer = 0
        self._company = ""
        self._recent: bool | None = None
        self._seen: set[str] = set()

    def begin(self, employer: str, *, name: str, title: str, recent: bool, dated: bool) -> None:
        """Start the next posting; `name` is the employer's name where it has one."""
        self._employer = self._employers.setdefault(employer, len(self._employers))
        self._company = _SQUEEZE.sub("", name)
        if self._company:
            self._companies.add(self._company)
        self._recent = recent if dated else None
        if self._recent is not None:
            self._windows[not self._recent].add(self._employer)
        self._seen = set()
        for word in set(cues.fold(title).split()):
            self._titles.setdefault(word.strip(",()/|-"), set()).add(self._employer)

    def word(self, word: str) -> None:
        """Count a word's case."""
        if word.islower():
            self._lower[word] += 1
        else:
            self._capital[word.lower()] += 1

    def add(self, sight: Sight) -> None:
        """Count one place of a candidate in the present posting; the employer's own name is none."""
        key = sight.surface.lower()
        if self._company and _SQUEEZE.sub("", key) == self._company:
            return
        count = self._counts.get(key)
        if count is None:
            count = self._counts[key] = Count(Counter(), Counter(), set(), set(), set(), set(), Counter(), {})
        employer = self._employer
        count.surfaces[sight.surface] += 1
        count.forms[sight.form] += 1
        count.employers.add(employer)
        if self._recent is not None:
            (count.recent if self._recent else count.earlier).add(employer)
        count.postings += 1
        if sight.mates:
            count.listed += 1
            count.mated.add(employer)
            # A long list tells no more of a name than a short one.
            for mate in sight.mates[:6]:
                count.mates[mate] += 1
        count.keep(employer, sight.evidence, shows=bool(sight.mates))

    def rank(
        self, *, stop: Mapping[str, Container[str]], known: Container[str], decided: Container[str], least: int
    ) -> list[Candidate]:
        """Return the candidates of at least `least` employers, the best first.

        `stop` holds the word sets of rules/discovery.yml and `places`; `known` the taxonomy's names as fold.key has
        them; `decided` squeezed names (see `squeeze`) that were accepted, rejected or made an alias before.
        """
        merged: dict[str, Count] = {}
        for key, count in self._counts.items():
            name = self._trimmed(key, count, stop, known)
            if name is None or name in known or (squeezed := squeeze(name)) in decided:
                continue
            if squeezed in merged:
                merged[squeezed].absorb(count)
            else:
                merged[squeezed] = count
        for plural in [k for k, count in merged.items() if k[:-1] in merged and _plural(count)]:
            merged[plural[:-1]].absorb(merged.pop(plural))
        found = [
            self._candidate(squeezed, count)
            for squeezed, count in merged.items()
            if len(count.employers) >= least and not self._foreign(squeezed, count, stop)
        ]
        return sorted(found, key=lambda c: (-c.score, c.name))

    def _trimmed(self, key: str, count: Count, stop: Mapping[str, Container[str]], known: Container[str]) -> str | None:
        """Return the name without ordinary words at its edges, or None when nothing of its own is left of it."""
        told = key.split()
        phrase = count.forms.most_common(1)[0][0] == "phrase"
        while told and (told[0] in stop["edges"] or (not phrase and self._ordinary(told[0], count))):
            told.pop(0)
        while told and (told[-1] in stop["edges"] or told[-1].isdigit()):
            told.pop()
        if not told or told[-1] in stop["titles"]:
            return None
        name = " ".join(told)
        vague = [w in stop["stop"] or w in stop["edges"] or (not phrase and self._ordinary(w, count)) for w in told]
        if any(vague) and all(bare or word in known for bare, word in zip(vague, told, strict=True)):
            return None
        if (
            name in stop["stop"]
            or name.removesuffix("s") in stop["stop"]
            or name in stop["places"]
            or len(squeeze(name)) < 2
        ):
            return None
        return name

    def _ordinary(self, word: str, count: Count) -> bool:
        low, high = self._lower[word], self._capital[word]
        if not low + high or not word.replace("-", "").isalpha():
            return False
        shouted = any(word.upper() in surface.split() for surface in count.surfaces)
        return low / (low + high) > (SHOUTED if shouted else ORDINARY)

    def _foreign(self, squeezed: str, count: Count, stop: Mapping[str, Container[str]]) -> bool:
        """Return True for a company's name that is not used like a skill, for conferences and for names of jobs."""
        bad = sum(n for mate, n in count.mates.items() if mate in stop["not_with"])
        if bad > sum(count.mates.values()) / 2:
            return True
        if squeezed in self._companies and count.listed < STRAY * count.postings:
            return True
        surface = count.surfaces.most_common(1)[0][0].lower().split()
        named = [self._titles.get(word, set()) for word in surface]
        return len(set.intersection(*named)) > IN_TITLES * len(count.employers) + 2 and not count.mated

    def _candidate(self, squeezed: str, count: Count) -> Candidate:
        share = count.listed / count.postings
        growth = self._growth(count)
        forms = sum(count.forms.values())
        form = 0.7 + 0.3 * count.forms["marked"] / forms - 0.3 * count.forms["phrase"] / forms
        trust = (len(count.mated) + 0.2) / (len(count.employers) + 1)
        score = math.log1p(len(count.employers)) * (0.03 + trust) * form
        score *= 1 + 0.25 * max(-1.0, min(1.0, growth))
        own = (squeezed, squeezed + "s")
        surfaces = [s for s, _ in count.surfaces.most_common() if squeeze(s) in own] or list(count.surfaces)
        return Candidate(
            name=surfaces[0],
            score=round(score, 4),
            employers=len(count.employers),
            list_share=round(share, 3),
            growth=round(growth, 3),
            mates=dict(count.mates.most_common(8)),
            surfaces=tuple(surfaces[:5]),
            evidence=tuple(text for _, text in sorted(count.evidence.values(), key=lambda e: not e[0])),
        )

    def _growth(self, count: Count) -> float:
        """Return the log ratio of its shares of the windows' employers, shrunk by the prior."""
        recent, earlier = (len(window) for window in self._windows)
        if not recent or not earlier:
            return 0.0
        share = recent / (recent + earlier)
        now = (len(count.recent) + PRIOR * share) / recent
        before = (len(count.earlier) + PRIOR * (1 - share)) / earlier
        return math.log(now / before)


def _plural(count: Count) -> bool:
    """Return True for GPUs, not for iOS."""
    surface = count.surfaces.most_common(1)[0][0]
    return surface.endswith("s") and len(surface) > 2


def squeeze(name: str) -> str:
    """Return a name without case, blanks and signs, so that its spellings are equal."""
    return _SQUEEZE.sub("", name.lower())
