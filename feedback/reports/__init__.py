"""Reports: what was done, how fast and how well, for the company and never to rank its people.

The way of a chat: it is closed (or rated, reviewed, merged, erased ... later) -> a trigger marks it
-> `counting` makes its facts -> a trigger marks its day -> `summing` sums up day and month ->
`reading` adds up what a period needs -> `figures` and `parts` say it -> pages, files, the API.
"""
