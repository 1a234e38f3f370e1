"""checker: a validator for Chinese government annual reports on rule-of-law construction."""

__all__ = ["__version__"]

__version__ = "0.1.0"
