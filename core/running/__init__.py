"""How the installation runs: whether it is well, what it counts, its daily work, its queue and worker, its locks and logs, its bad days."""
