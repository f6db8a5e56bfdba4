"""The program that every kernel's process begins with; it only finds the modules beside it and hands over to one of them.

It is run as a file. What is run so is compiled each time, so it is short; what it imports is compiled once.
"""

import os
import sys


def main() -> None:
    """Give the modules of this folder a name, without putting the folder into the reach of ``import``."""
    folder = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs a part of the start
    package = type(sys)("_hotseat_kernel", "What runs in a kernel's own process.")
    package.__path__ = [folder]
    sys.modules["_hotseat_kernel"] = package
    if sys.path and sys.path[0] == folder:  # a Python before 3.11 puts it there
        del sys.path[0]
    __import__("_hotseat_kernel.program", fromlist=["main"]).main(sys.argv[1:])


if __name__ == "__main__":
    main()
