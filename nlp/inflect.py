"""English inflection by rule: from a lemma to the forms in which a posting may write it.

Forms that no one writes ("gos", "builded") are generated too; they cost nothing because they never occur. What
matters is that no real form is missing, so both British and American spellings come out of either.
"""

import functools
import re

# Verbs and nouns whose forms the rules below do not reach: lemma, then its other forms.
_IRREGULAR = """
be am is are was were been being|have has had having|do does did done doing|go goes went gone going
build built|write wrote written|lead led|make made|take took taken|drive drove driven|find found|run ran running
bring brought|understand understood|teach taught|think thought|speak spoke spoken|give gave given|keep kept
know knew known|grow grew grown|see saw seen|get got gotten getting|choose chose chosen|tell told|meet met
feed fed|hold held|come came|become became|begin began begun|break broke broken|seek sought|sell sold|send sent
show shown|stand stood|win won|lose lost|leave left|mean meant|hear heard|deal dealt|draw drew drawn|dig dug
fight fought|oversee oversaw overseen|rewrite rewrote rewritten|rebuild rebuilt|undertake undertook undertaken
fall fell fallen|rise rose risen|spend spent|pay paid|say said|learn learnt|bind bound|wind wound|shrink shrank shrunk
analysis analyses|hypothesis hypotheses|thesis theses|basis bases|synthesis syntheses|diagnosis diagnoses
matrix matrices|vertex vertices|index indices indexes|appendix appendices|datum data|criterion criteria
phenomenon phenomena|person people persons|child children|man men|woman women|schema schemata schemas|axis axes
formula formulae formulas|corpus corpora|medium media|leaf leaves|half halves|life lives|shelf shelves|proof proofs
"""
_TABLE = {forms[0]: tuple(forms) for part in re.split(r"[|\n]", _IRREGULAR) for forms in [part.split()] if forms}

# American stem, British stem; either yields the other before one of the endings.
_SPELLINGS = (
    ("behavior", "behaviour"), ("color", "colour"), ("labor", "labour"), ("favor", "favour"), ("neighbor", "neighbour"),
    ("honor", "honour"), ("endeavor", "endeavour"), ("center", "centre"), ("meter", "metre"), ("fiber", "fibre"),
    ("catalog", "catalogue"), ("dialog", "dialogue"), ("program", "programme"), ("defense", "defence"),
    ("license", "licence"), ("practice", "practise"), ("artifact", "artefact"), ("gray", "grey"),
    ("judgment", "judgement"), ("fulfill", "fulfil"), ("skillful", "skilful"),
    ("enroll", "enrol"), ("aluminum", "aluminium"),
)  # fmt: skip
_ENDINGS = frozenset({"", "s", "d", "ed", "ing", "al", "er", "ers", "ful", "able", "ite", "ally"})
_IZE = re.compile(r"(i|y)(z|s)(e[sdr]?|ers|ing|ation|ations|ational)$")
_DOUBLED = re.compile(r"(?<=[a-z][aeiou])l(l?)(ed|ing|er|ers)$")
_CVC = re.compile(r"[^aeiou][aeiou][bdgklmnprtvz]$")
_VOWELS = "aeiou"


@functools.cache
def forms(lemma: str) -> frozenset[str]:
    """Return the lemma with its plural, -s, -ed and -ing forms, irregulars and spelling variants, lower-case."""
    word = lemma.lower()
    found = {word, *_TABLE.get(word, ())}
    for spelling in spellings(word):
        found |= {spelling, *plurals(spelling), *_verb(spelling)}
    return frozenset(s for form in found for s in spellings(form))


@functools.cache
def spellings(word: str) -> tuple[str, ...]:
    """Return the word with its British and American spellings, itself first."""
    found = [word]
    match = _IZE.search(word)
    if match:
        found.append(word[: match.start(2)] + ("s" if match[2] == "z" else "z") + match[3])
    match = _DOUBLED.search(word)
    if match:
        found.append(word[: match.start()] + ("l" if match[1] else "ll") + match[2])
    for american, british in _SPELLINGS:
        if word.startswith(british) and word[len(british) :] in _ENDINGS:
            found.append(american + word[len(british) :])
        elif word.startswith(american) and word[len(american) :] in _ENDINGS:
            found.append(british + word[len(american) :])
    return tuple(dict.fromkeys(found))


def plurals(word: str) -> tuple[str, ...]:
    """Return the plural forms of a noun, which are also a verb's third person."""
    if not word or not word[-1].isalpha():
        return ()
    if word in _TABLE and word.endswith(("is", "ix", "ex", "um", "on")):
        return _TABLE[word][1:]
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        return (word[:-1] + "ies",)
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    return (word + "s",)


def singular(word: str) -> str | None:
    """Return the singular of a regular plural, or None when the word does not look like one."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return None
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


def _verb(word: str) -> set[str]:
    if not word.isalpha():
        return set()
    if word.endswith("e"):
        return {word + "d", word[:-1] + "ing", word + "ing"} if word.endswith("ee") else {word + "d", word[:-1] + "ing"}
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        return {word[:-1] + "ied", word + "ing"}
    found = {word + "ed", word + "ing"}
    if _CVC.search(word):
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return found
