"""A desk served by several processes: Python runs one thing at a time in each, so that one alone makes no use of a second core.

parent    starts them, listens to none, and does what goes on beside the answers: of that there is one
child     a process that answers, on the socket that the parent has made
calls     how a child asks its parent, over a line that no other program can open
far       the background of the parent, as the views of a child see it

The line is also how each knows that the other is there: a child whose line ends ends itself, whatever ended its parent.
"""
