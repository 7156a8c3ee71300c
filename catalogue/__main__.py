"""``python -m catalogue``: the command line, for where its script is not on the path."""

from __future__ import annotations

from catalogue.cli.main import main

if __name__ == "__main__":
    main(prog_name="catalogue")
