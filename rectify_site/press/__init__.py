"""From pages to the files of a site: the engine's job, the proof that nothing is missing, the manifest."""
