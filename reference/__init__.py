"""What answers are held against: references, checks, the judge, and the reading of answers in words."""
