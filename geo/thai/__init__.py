"""Thai ways of writing text, numbers, money and dates."""
