"""The program as a process: ``extractor run`` and ``python -m extractor run``."""

import signal
import sys
from typing import NoReturn

from extractor.problems import Terminated


def main() -> None:
    """Run the command; one that is interrupted before it has been loaded ends without a word."""
    try:
        signal.signal(signal.SIGTERM, _terminated)
        from extractor.cli import main as command

        command(prog_name="extractor")
    except Terminated:
        sys.exit(143)
    except KeyboardInterrupt:
        sys.exit(130)


def _terminated(*_: object) -> NoReturn:
    raise Terminated


if __name__ == "__main__":
    main()
