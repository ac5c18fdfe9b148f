"""How fast the library is, and whether another tree of it comes to the same results.

`python -m tests.bench` measures. `python -m tests.bench.same_results --old <tree>` compares results, and
`python -m tests.bench.count_functions` counts how many functions lie on the way to a figure.
"""
