"""What share of the grade each of several right answers gives, as Moodle and the readers of GIFT know it."""

GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}
"""Moodle's own grade options, in percent, by the number of right answers."""
