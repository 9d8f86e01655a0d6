"""The subcommands of `guide`, by what they are about."""
