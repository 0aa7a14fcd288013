"""How the installation runs: whether it is well, what it counts, its queue and its worker, its backups and its bad days."""
