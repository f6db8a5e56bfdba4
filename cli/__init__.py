"""The command line: the commands, the line mode, and the wiring that fits the rooms together."""
