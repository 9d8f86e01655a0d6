"""Facts and Items to HTML. Nothing here computes an answer: a page shows what rules and scenarios made."""
