"""The program as its users run it, on the sample reports in ``seeds/``."""
