"""Receipts of assignments: the format, run in node and read a second time in Python; what a class of them shows."""
