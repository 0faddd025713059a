"""What the body of a posting says of its role: phrases of the text weighed for four roles that titles leave open.

"Software Engineer, AI" may build applications of language models, train models, run them, or write plain software. The
weights come from postings whose titles leave no doubt (skilldemand.nlp.role_training).
"""

from functools import cache
from importlib.resources import files

import msgspec

from skilldemand.nlp.cues import Phrases
from skilldemand.nlp.errors import NlpError

ROLES = ("ai-engineer", "ml-engineer", "mlops-engineer", "software-engineer")
"""The roles that are told apart, in the order of the weights."""
NAME = "roles.json"
FEWEST = 4
"""A text with fewer phrases than this is no surer than one with as many."""


class Weights(msgspec.Struct, frozen=True):
    """Hundredths of a logit by phrase and by role, in the order of ROLES."""

    roles: tuple[str, ...]
    bias: tuple[int, ...]
    phrases: dict[str, tuple[int, ...]]


class Body:
    """Weighs texts with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        """Compile the phrases."""
        self._weights = weights
        self._phrases = Phrases({phrase: (phrase,) for phrase in weights.phrases}, where=NAME)

    def weigh(self, folded: str) -> dict[str, float]:
        """Return a logit for each role from a folded text; only differences between the roles of one text count."""
        rows = [self._weights.phrases[phrase] for phrase in self._phrases.labels_in(folded)]
        spread = max(FEWEST, len(rows)) ** 0.5 * 100
        sums = map(sum, zip(*rows, strict=True)) if rows else [0] * len(self._weights.roles)
        return {
            role: total / spread + bias / 100
            for role, total, bias in zip(self._weights.roles, sums, self._weights.bias, strict=True)
        }

    def evidence(self, folded: str, role: str) -> list[str]:
        """Return the phrases of a folded text that speak for a role, the strongest first."""
        number = self._weights.roles.index(role)
        parts = ((self._weights.phrases[phrase][number], phrase) for phrase in self._phrases.labels_in(folded))
        return [phrase for part, phrase in sorted(parts, key=lambda told: (-told[0], told[1])) if part > 0]


@cache
def shipped() -> Body:
    """Return the weights of the package, read once in a process. Raises NlpError when they cannot be used."""
    try:
        content = files("skilldemand.nlp").joinpath("weights", NAME).read_bytes()
        return Body(msgspec.json.decode(content, type=Weights))
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise NlpError(
            f"weights/{NAME}: {error}. Expected the weights of the package: install it again, or train them with "
            "python -m skilldemand.nlp.role_training."
        ) from error
