"""Read postings: text in, skill mentions and posting attributes out.

`load()` is the way in for other programs; for spaCy pipelines there are registered components, see README.md.
"""

from typing import TYPE_CHECKING

from skilldemand.nlp import compiled

if TYPE_CHECKING:
    from skilldemand.nlp.reader import Reader

__all__ = ["load"]

__path__[:0] = compiled.folders()


def load(*, model: bool = True) -> "Reader":
    """Return a reader with the taxonomy that ships; `model` False reads by patterns alone, without the learned part.

    Building it takes about a second; one reader serves any number of texts.

    >>> reading = load().read("Requirements: 3+ years of Python, and PyTorch or TensorFlow.", title="ML Engineer")
    >>> [(m.skill_id, m.strength, m.any_of) for m in reading.mentions]
    [('python', 'required', False), ('pytorch', 'required', True), ('tensorflow', 'required', True)]
    """
    from skilldemand.nlp.reader import Reader

    return Reader(model=model)
