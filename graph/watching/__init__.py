"""What is seen of the requests that are answered: a line in the log, numbers, a trace."""
