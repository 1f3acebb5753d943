"""Projects from files: read as texts, checked row by row, written set by set."""
