"""The author's own file back, with the findings at their words: comments in Word files, notes in PDF files."""
