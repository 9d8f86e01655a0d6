"""From a template to finished questions: draw values, let the rules answer, add what a wrong method would answer."""
