"""Pages are added: walked, kept, queued, read by worker processes, counted.

adding    add, retry, reread
filling   inputs to captures, their bytes kept, into the queue
run       the whole of it: one thread fills, workers read, what they answer is counted
process   a worker process, seen from the run;  worker: the same, from inside
summary   what was done, and how far it is
again     failures that are tried again, and pages that are read anew
"""
