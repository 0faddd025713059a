"""The parts of the report, one module a subject; each function gives a Part, or None where there is nothing to say."""
