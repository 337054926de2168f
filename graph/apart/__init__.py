"""Work in the database that keeps nobody waiting in the loop that answers: in a thread, or in a process of its own."""
