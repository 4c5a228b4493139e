"""The review of talks that are over: what the log says of how the deal came about, and what it left.

log: what was said, in order. dance, pattern, timeline: how it went. gap: what was left, and why. scores: how good our
intervals were. checks: the result against target, floor and alternatives.
"""
