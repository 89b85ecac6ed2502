"""Sessions of the past from the lists of the office: read, judged row by row, stored whole or not at all."""
