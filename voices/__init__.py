"""How the interviewer words things. What is said has been decided before it comes here."""
