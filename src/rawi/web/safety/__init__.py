"""Who may ask, and what a page may do in a browser. The threat model in the docs has a line for each of these.

hosts    requests that name another host, or come from another site's page, are refused
session  a start-up token for the one who started the desk; CSRF tokens
limits   requests that are too large
headers  what the browser is told to forbid
guard    all of it, round the application
"""
