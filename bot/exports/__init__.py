"""Sessions to take away, as data first and then drawn from it: the same data, the same bytes."""
