"""The last look at what leaves: every byte and every name of the outputs, before anything is put in place."""
