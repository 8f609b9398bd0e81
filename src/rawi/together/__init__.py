"""Together: what many pages say, who copied whom, and how many independent origins there are."""
