"""Sessions of the past, figures and targets from files: read, judged row by row, stored whole or not at all."""
