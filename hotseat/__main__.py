"""``python -m hotseat`` is the same program as the ``hotseat`` command."""

from hotseat.cli.main import main

if __name__ == "__main__":
    main()
