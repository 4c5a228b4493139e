"""What is always in sight at the table. For readers of secrets.

inputs: what the next moves depend on. limits: what the mandate allows. finding: the next moves, computed by a worker.
standing: what both sides have on the table. times: where the time went. page: all of it, as a column shows it.
"""
