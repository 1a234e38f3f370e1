"""What a check asks of a report's text: sections, paragraphs, the years, laws, meetings and places it names."""
