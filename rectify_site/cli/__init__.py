"""The command line: the only place where words meet people. Catches, translates, prints, sets the exit code."""

from rectify_site.cli.main import main

__all__ = ["main"]
