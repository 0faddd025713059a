"""Pure functions from a raw field of a posting to its value."""
