"""The only hand on the disk: reads, locks, appends, stages, swaps, runs the engine. Knows paths, not meanings."""
