"""The finders of the reference pages: what the browser looks up and counts is what the rules say."""
