"""Hostile files: thousands of mutations of our own YAML, and what must hold for each."""
