"""The results as web pages: one self-contained file per report, and an index where there are several."""
