"""Learning from labelled passages and published prose what the form of a meant sum looks like (docs/sum-forms.md)."""
