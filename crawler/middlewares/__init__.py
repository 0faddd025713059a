"""Downloader middlewares: politeness, private addresses, and the wiring to a server on loopback."""
