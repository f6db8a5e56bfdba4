"""What every front end needs and none of them owns: what is asked from below, and what is shown, as plain data."""
