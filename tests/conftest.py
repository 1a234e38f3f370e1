"""What holds for all tests: no clock, for a property is true or false however busy the machine is.

At a gate (``CHECKER_CI``) the same examples are tried every time, so that a change is judged by what it changes; at a
desk new ones are tried each time, and what they find becomes a test of its own.
"""

from __future__ import annotations

import faulthandler
import os

from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CHECKER_CI") else "desk")

# A process that a hostile file brings down is what its test is about: no trace of it in the log.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=faulthandler.disable)
