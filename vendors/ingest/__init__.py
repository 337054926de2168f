"""Rows about persons that come as a stream: read and checked first, then written as one batch or not."""
