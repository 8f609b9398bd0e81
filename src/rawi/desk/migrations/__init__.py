"""How the tables of a desk came to be, step by step: `versions/0001_...` and on, each after the one before."""
