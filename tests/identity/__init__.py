"""The same report in every format gives the same findings."""
