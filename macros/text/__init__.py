"""The words of our texts: their Markdown, plurals, dollars and dates."""
