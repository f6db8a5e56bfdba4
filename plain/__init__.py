"""The line mode: the whole interview as lines of text, for screen readers, dumb terminals and pipes."""
