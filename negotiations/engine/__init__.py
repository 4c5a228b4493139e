"""The trade-off engine: a pure library (numpy, and HiGHS from scipy), importing nothing else of Parley.

Frozen dataclasses go in and come out. Utilities are integers (`Problem.unit` of them make 1.0), randomness is
seeded, nothing reads a clock, and what is worse than no deal for somebody is dropped before anything is ranked.

Describe:  problem, linking, build, curves, weights
Solve:     frontier (reduction, layers, linked, states, solver), many, cloud, continuous, kbest; cost beforehand
Name:      solutions, classes, thinning             Suggest:  swaps, balanced, packages (window), counter, improve
Doubt:     doubt, evidence, inference, questions, robust      Price: money, converter, claims, musthaves, levers
Read logs: steps, patterns, exchange, outcome, meter, ledger, plan_log, alerts            Look back: review
"""
