"""The pages beside the report: one for each skill, family and kind of employer, and the list of all of them."""
