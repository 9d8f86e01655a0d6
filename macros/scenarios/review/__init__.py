"""What is checked of scenarios, their questions and the bank as a whole."""
