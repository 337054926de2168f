"""What is handed to a person, printed: one document as a page or as a PDF, in Japanese or English."""
