"""The disclosure of provision records to a person (APPI 33(5)): what it holds, as a page and as a document to print."""
