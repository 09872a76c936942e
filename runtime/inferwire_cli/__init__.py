"""The command line: ``inferwire map ...``. Each command is a module, imported when it runs."""
