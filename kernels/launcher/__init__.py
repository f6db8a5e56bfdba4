"""What runs in a kernel's own process: its keeper, its limits, the kernel itself, and the server that forks kernels.

``start.py`` is run as a file by whichever Python the kernel has; the other modules are imported beside it. Nothing in here
imports anything of Hotseat, and none of it need be installed in that Python, which may be older than Hotseat's own.
"""
