"""Power and time: who is stronger and why, whose deadline binds first, who presses us, what may come after. Secret.

rows: what is read for all of it. balance: the balance of power in words. clock: the timeline. pressure: what pressure
does to our patience. future: what the relationship is worth. page: all of it.
"""
