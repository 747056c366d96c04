"""The parts of tests/cluster/ground."""
