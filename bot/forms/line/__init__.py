"""The parts of a one-line report: each reads its own from the paper and strikes it out for the next."""
