"""What holds for all tests: no clock. A property is true or false however busy the machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")
