"""The trade-off engine: a pure library (numpy and the standard library), importing nothing else of Parley.

Frozen dataclasses go in and come out. Utilities are integers (`Problem.unit` of them make 1.0), randomness is
seeded, nothing reads a clock, and what is worse than no deal for somebody is dropped before anything is ranked.
"""
