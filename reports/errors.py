"""What can go wrong while a report is written.

ReportError
├── WarehouseError       the database lacks a mart or a column that the report reads
├── PopulationError      the asked population is not in the warehouse; names those that are
├── TextsError           texts.yml lacks a sentence or a sentence names a value that is not given
├── ComparisonError      a folder that should be compared is not a report
└── OutputError          the output folder holds something that is not a report of ours, or cannot be written
"""


class ReportError(Exception):
    """Base of every error this stage raises on purpose; the message is one readable paragraph."""


class WarehouseError(ReportError):
    """Raised before anything is written, by skilldemand.reports.marts.read_market."""


class PopulationError(ReportError):
    """Raised by skilldemand.reports.marts.read_market for a population that the warehouse does not know."""


class TextsError(ReportError):
    """Raised by skilldemand.reports.texts.say."""


class OutputError(ReportError):
    """Raised by skilldemand.reports.outputs; the previous content of the folder is left as it was."""


class ComparisonError(ReportError):
    """Raised by skilldemand.reports.comparison_input.read_report."""
