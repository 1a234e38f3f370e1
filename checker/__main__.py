"""``python -m checker`` does what the command ``checker`` does."""

from __future__ import annotations

from checker.cli.main import run

if __name__ == "__main__":
    run()
