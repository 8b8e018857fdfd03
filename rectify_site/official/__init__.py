"""公文 as GB/T 9704-2012 wants them: what the measures are, how each part looks, and the file itself."""
