"""The verbs as callers meet them: what they are given, what they answer, and how a document of them is answered."""

import graph.types.received_words
import graph.types.request_words
import graph.types.words

__all__ = ["graph"]
