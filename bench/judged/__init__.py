"""How good the search is: judged questions, asked of this site's engine and of two plain ones on the same documents."""
