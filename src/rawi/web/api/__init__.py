"""The desk for programs, under /api: JSON in and out, with the token of the start (``Authorization: Bearer …``).

app      the routes                     reading, deciding   what they do
shapes   what comes in and goes out     errors              one shape for everything that goes wrong
"""
