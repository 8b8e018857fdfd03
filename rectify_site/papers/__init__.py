"""What the office writes for itself and its units: workbooks and letters, made of drafts, never published."""
