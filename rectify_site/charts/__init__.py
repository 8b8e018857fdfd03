"""Drawings as SVG: text stays text, colours are attributes, and what colour says a pattern says too."""
