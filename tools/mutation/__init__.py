"""What `score_mutants.py` is made of: faults put into rnnlib, one at a time, to see whether the tests notice."""
