"""What the schema is made of, one subject a file. The words come first: a type that uses one takes it as it is then."""

import graph.types.received_words
import graph.types.request_words
import graph.types.words

__all__ = ["graph"]
