"""The program as a process: ``extractor run`` and ``python -m extractor run``."""

import signal
import sys


def main() -> None:
    """Run the command; one that is interrupted before it has been loaded ends without a word."""
    try:  # around every import, for the first takes longer than an impatient user
        from extractor.problems import Terminated

        def terminated(*_: object) -> None:
            raise Terminated

        try:
            signal.signal(signal.SIGTERM, terminated)
            from extractor.cli import main as command

            command(prog_name="extractor")
        except Terminated:
            sys.exit(143)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
