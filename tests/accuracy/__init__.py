"""How good the rules are, measured: precision on sound text, recall on labelled faults, kills of planted faults."""
