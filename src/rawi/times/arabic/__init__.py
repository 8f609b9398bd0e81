"""Arabic: its words and patterns of time (data files), and what its spelling alone leaves open."""
