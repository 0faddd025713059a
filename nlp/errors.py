"""What can go wrong while postings are read.

NlpError
├── TaxonomyError    a file under nlp/skills, nlp/rules or of own skills is wrong; names file, skill, field and remedy
├── InputError       a batch or file handed to the reader lacks a column or has the wrong type
├── GoldError        a gold or prediction file for evaluation cannot be used
└── WeightsError     the weights of the learned part are missing, damaged or of another version
"""


class NlpError(Exception):
    """Base of every error this stage raises on purpose; the message is one readable paragraph."""


class TaxonomyError(NlpError):
    """Raised while the taxonomy is loaded or checked."""


class InputError(NlpError):
    """Raised when texts to read do not have the form the reader expects."""


class GoldError(NlpError):
    """Raised when labelled postings or predictions cannot be read or do not belong together."""


class WeightsError(NlpError):
    """Raised when the weights of the learned part cannot be used."""
