"""The doors by which rows about persons come in as a stream."""
