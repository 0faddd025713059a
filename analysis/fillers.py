"""What is done in Python when a table stands: most such tables are only stated by their .sql file and filled here."""

from collections.abc import Callable

import duckdb

from skilldemand.analysis.cells import write_cells
from skilldemand.analysis.copies import write_judged, write_shared_anchors
from skilldemand.analysis.coverage import write_coverage
from skilldemand.analysis.duplicates import write_clusters, write_edges
from skilldemand.analysis.employers import write_employer_numbers, write_legal_forms
from skilldemand.analysis.estimate import write_t_quantiles
from skilldemand.analysis.pairs import write_alternatives, write_pairs
from skilldemand.analysis.skill_pay import write_skill_pay
from skilldemand.analysis.skill_trend import write_trends
from skilldemand.analysis.text_prints import write_text_prints
from skilldemand.analysis.time_on_market import write_time_on_market

FILLERS: dict[str, Callable[[duckdb.DuckDBPyConnection], None]] = {
    "staging.employer_number": write_employer_numbers,
    "staging.cell": write_cells,
    "staging.pair_sum": write_pairs,
    "staging.alternative_sum": write_alternatives,
    "marts.coverage_curve": write_coverage,
    "core.legal_form": write_legal_forms,
    "core.t_quantile": write_t_quantiles,
    "core.duplicate_edge": write_edges,
    "staging.shared_anchor": write_shared_anchors,
    "staging.judged": write_judged,
    "staging.cluster": write_clusters,
    "marts.skill_trend": write_trends,
    "marts.skill_pay": write_skill_pay,
    "marts.time_on_market": write_time_on_market,
    "staging.text_print": write_text_prints,
}
"""Table -> what fills it."""
