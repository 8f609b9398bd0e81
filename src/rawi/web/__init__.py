"""The desk in a browser: server-rendered pages, which work without JavaScript, for one person on this machine.

app         the route table, and the application put together
settings    what `rawi serve` is told                serving   a socket on loopback, and the server on it
safety/     who may ask, and what a page may do      forms     what comes in by POST
languages   Arabic and English                       rendering templates, with what every one of them needs
views/      a module for each noun: what a request gets
marks       a page's text with what was found in it  chains, citation, words: what is told of a claim
adding      pages that people bring, read in the background
templates/, static/, locale/
"""
