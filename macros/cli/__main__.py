"""`python -m macros.cli`, for an environment in which the `guide` command is not installed."""

from macros.cli.main import main

main()
