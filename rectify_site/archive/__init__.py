"""A year that never changes: sealed as a BagIt bag, checked with ``sha256sum -c`` alone."""
