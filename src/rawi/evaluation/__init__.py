"""How well a reading agrees with a gold one. ``score`` is the annotation's own yardstick, kept as it is."""
