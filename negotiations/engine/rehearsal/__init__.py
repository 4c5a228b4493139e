"""Our written concession plan tried against a population of counterparts, run by seeded run."""
