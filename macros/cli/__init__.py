"""The `guide` command: one module a group of subcommands."""
