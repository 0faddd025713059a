"""What can go wrong between the files of the other stages and a published warehouse.

AnalysisError
    NothingToBuildError     no complete run, or no texts read yet
    SchemaMismatchError     a file is readable but is not of the form this release reads
    InputUnreadableError    a file cannot be read at all
    CheckFailedError        the tables were built and a check found rows that must not exist; nothing was published
    WarehouseBusyError      another build is writing
    NotPublishedError       nothing has been published yet
    QuestionError           no such named query, or its parameters do not fit
    ExportError             the folder of an export holds something else
"""


class AnalysisError(Exception):
    """Base of all errors of this stage; the message is one readable paragraph that says what to do."""


class NothingToBuildError(AnalysisError):
    """There is no complete run to load, or the texts of the runs were never read."""


class SchemaMismatchError(AnalysisError):
    """A file does not fit the contract: the message has file, field, value, expectation and remedy."""


class InputUnreadableError(AnalysisError):
    """A landing or mentions file is damaged."""


class CheckFailedError(AnalysisError):
    """A check of sql/checks returned rows; the previously published file is untouched."""


class WarehouseBusyError(AnalysisError):
    """Another process builds in the same warehouse folder."""


class NotPublishedError(AnalysisError):
    """There is no published warehouse file."""


class QuestionError(AnalysisError):
    """A named query is unknown or was given parameters that do not fit it."""


class ExportError(AnalysisError):
    """The folder named for an export cannot take it."""
