"""The program as a process: ``extractor run`` and ``python -m extractor run``."""

import signal
import sys


def main() -> None:
    """Run the command; one that is interrupted before it has been loaded ends without a word."""
    try:  # around every import, for the first takes longer than an impatient user
        from extractor.problems import Terminated

        def terminated(*_: object) -> None:
            raise Terminated

        def not_lost(failed: "sys.UnraisableHookArgs") -> None:
            """Send a signal again that came while Python cleared an object away, where nothing can be raised."""
            if isinstance(failed.exc_value, KeyboardInterrupt):
                _send_soon(signal.SIGTERM if isinstance(failed.exc_value, Terminated) else signal.SIGINT)
            else:
                sys.__unraisablehook__(failed)

        try:
            signal.signal(signal.SIGTERM, terminated)
            sys.unraisablehook = not_lost
            from extractor.cli import main as command

            command(prog_name="extractor")
        except Terminated:
            sys.exit(143)
    except KeyboardInterrupt:
        sys.exit(130)


def _send_soon(number: signal.Signals) -> None:
    """Send this process a signal once the hook that asks for it has returned; what is raised inside it is lost."""
    import os
    import threading

    again = threading.Timer(0.01, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()


if __name__ == "__main__":
    main()
