"""Which words are wrong: listed expressions, and misspelt words that no list holds."""
