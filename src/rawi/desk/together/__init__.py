"""What the pages of a desk say together, as rows: stories, propositions, their claims and origins.

tables    the tables
waiting   pages that are to be brought together, noted as they come, are read again, are decided on or go
looking   which pages share something rare: numbers for words, and how many pages hold each
alike     claims of different stories that are alike
naming    numbers for new propositions
soundness  whether it all hangs together, and mending it
lists     stories, disputes, origins and the propositions of a page, as they are listed

What is thought about them is in `rawi.together`; nothing here is ever decided, and all of it can be made anew.
"""
