"""Reading what people wrote: strict YAML with positions, problems told at their place, validation."""
