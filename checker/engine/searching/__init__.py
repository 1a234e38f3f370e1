"""Looking for many words at once: literals, and patterns tried only where they can begin."""
