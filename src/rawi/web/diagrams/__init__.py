"""Diagrams, drawn as SVG by the server: they need no script, and print."""
