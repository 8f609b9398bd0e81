"""Makes the tagger's weights. Nothing of this is needed to use Rawi."""
