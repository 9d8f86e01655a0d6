"""Models of the YAML files in docs/data: what a contributor may write there, and nothing else."""
