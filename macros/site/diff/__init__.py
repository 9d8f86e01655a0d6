"""What a change of the checkout changes for readers: two revisions, read and compared."""
