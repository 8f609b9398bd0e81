"""Measures quality, speed and memory. ``python -m benchmarks.gate`` holds the quality against the stored results."""
