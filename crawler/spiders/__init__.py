"""Spiders: one module an API shape, base classes by access method."""
