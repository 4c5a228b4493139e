"""The engine as a library: two issues, what they may want, the fair deal and a trade. Run from the repository."""

from negotiations.engine import build, doubt, frontier, solutions, swaps
from negotiations.engine.doubt import Belief
from negotiations.engine.weights import Range

problem = build.build(
    issues=[("price", ["95", "100", "105"]), ("payment", ["30 days", "60 days"])],
    weights=[[70, 30], [40, 60]],  # ours, likely theirs
    values=[[[1, 0.5, 0], [0, 1]], [[0, 0.5, 1], [1, 0]]],
    floors=[0.3, None],
)
draws = doubt.sample(problem, [Belief(Range(20, 40, 60)), Belief(Range(40, 60, 80))], draws=1000)
front = frontier.solve(problem)
fair = front.package(solutions.solve(front)[solutions.Rule.NASH].index)
print("fair by Nash:", problem.names(fair))
for swap in swaps.find(problem, (1, 1)):
    band = draws.gain((1, 1), [swap.package])[0]
    print(
        "trade:", problem.names(swap.package), f"gains them {band.low / draws.unit:.2f} to {band.high / draws.unit:.2f}"
    )
