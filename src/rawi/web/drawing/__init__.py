"""Drawings of many claims at once, as SVG by the server: they need no script, print, and run in the reader's direction.

svg        marks and words; every text isolated       calendars  labels of days in two calendars
scale      days onto a line, and where it is labelled  months    how often something was said
timeline   when it was said, and of which time it speaks
network    who is quoted by whom; layout               where its nodes lie
"""
