"""Moves in hand: limits to put up, what they may do when we refuse, small gives for the end. For readers of secrets.

fields: the three lists as registers. matching: which entry of the log is which row. bogeys, sanctions, gives: each list
with what the plan and the log say of it. page: all three.
"""
