"""Speed, as ratios to a peer measured in the same run: the machine's mood cancels out."""
