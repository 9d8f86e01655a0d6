"""What people hand in: visits, records and published examples, read from YAML."""
