"""Publishes rectification records (整改公开) as a static site, from signed documents alone."""

__version__ = "0.1.0"
