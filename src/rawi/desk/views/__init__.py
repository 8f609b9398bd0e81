"""What views ask of a desk beside its methods: questions that give frozen dataclasses, each inside the caller's transaction."""
