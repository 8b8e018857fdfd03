"""The append-only chain of signatures, and the only maker of an Edition. Bytes in, bytes out; no disk."""
