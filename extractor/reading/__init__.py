"""Reading: from folded text to quantities, mentions, claims."""
