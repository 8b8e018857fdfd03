"""Bytes to documents and back: YAML with positions, canonical JSON (RFC 8785), JSON Schema. PyYAML lives only here."""
