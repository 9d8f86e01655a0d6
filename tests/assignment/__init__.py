"""What the browser makes of an assignment, run in node and compared with what Python makes."""
