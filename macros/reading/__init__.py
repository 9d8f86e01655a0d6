"""Reading what people wrote: strict YAML with positions, problems reported at their place, validation."""
