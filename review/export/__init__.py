"""A session as a file for elsewhere: a page, a notebook, a transcript, data, a recording."""
