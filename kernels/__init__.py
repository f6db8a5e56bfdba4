"""The live kernel, and the sandbox. This floor knows nothing about questions."""
