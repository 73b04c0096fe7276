"""The program as a process: ``extractor run`` and ``python -m extractor run``."""

import sys


def main() -> None:
    """Run the command; one that is interrupted before it has been loaded ends without a word."""
    try:
        from extractor.cli import main as command

        command(prog_name="extractor")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
