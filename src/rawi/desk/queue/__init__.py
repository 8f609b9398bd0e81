"""The queue: pages that wait to be read, and those that could not be.

tables    runs, jobs, job_captures, failures
holds     signs of life of runs, without clocks: locks that the system takes back when a process ends
jobs      queue up, take, finish, give back
failures  what was not read, why, what to do; back into the queue
"""
