"""Tables as reports carry them, in every file format: what is recognised, and which slips are found."""
