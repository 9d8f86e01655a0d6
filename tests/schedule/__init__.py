"""When a skill is due again, as the browser works it out in node."""
