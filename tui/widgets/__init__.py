"""Parts of the screens. A widget shows what it is given and posts what is done to it; it decides nothing."""
