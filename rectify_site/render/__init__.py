"""From values to Markdown: every escape of the house, the template environment, hand-written prose."""
