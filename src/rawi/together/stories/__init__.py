"""Stories: pages about the same event, by their words, the names in them and their days together."""

from rawi.together.stories.stories import Story, find

__all__ = ["Story", "find"]
