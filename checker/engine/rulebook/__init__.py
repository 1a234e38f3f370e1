"""From the files of a checklist to one rule book: read, validated, joined, compiled."""
