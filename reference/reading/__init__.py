"""How an answer in words is taken apart: tokens, words and their kin, polarity, evidence for one rubric point."""
