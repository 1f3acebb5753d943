"""Tables of places in bulk: kept while a person looks at how each row was read, chooses, and saves."""
