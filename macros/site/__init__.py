"""From the guide to a site: check, build, serve, and what is written beside the pages."""
