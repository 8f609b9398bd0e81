"""The desk: a collection of readings, searched, corrected and kept.

desk         `Desk`, what people use: a thin face on the others
opening      a desk is opened: engine (the database, what is refused) and originals (the bytes, kept beside)
tables       what lies where;  schema: all tables, and migrations/ from any older state to this one
store        a reading put, replaced, got;  rows: readings as rows;  keys, entities: what is one over all pages
captures     how bytes came;  removal: pages taken away;  transactions: run again where another came between
backup, check, recovery    a copy; whether all is sound; what is left of a damaged file
adding       pages read by worker processes;  queue: jobs and failures
search       words, phrases, filters;  saved: searches kept under a name
decisions    what people decided
"""
