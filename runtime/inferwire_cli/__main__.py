"""Run the command line with ``python -m inferwire_cli``."""

from inferwire_cli.main import run

if __name__ == "__main__":
    run()
