"""Files of the office, sessions of the past, figures and targets: read, judged row by row, stored whole or not at all."""
