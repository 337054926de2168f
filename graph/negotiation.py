"""What a request's headers ask for: the media type of the answer, and the language of its messages."""

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"

_LONGEST_HEADER = 1000


def _weighed(header: str) -> list[tuple[str, float]]:
    """The members of a header such as `ja;q=0.8, en`, with their weights, in their order."""
    members = []
    for member in header[:_LONGEST_HEADER].split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.lower().startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        if name:
            members.append((name.lower(), weight))
    return members


def media_type(accept: str | None) -> str | None:
    """The media type to answer in, or `None` where the caller takes neither of ours.

    A caller who takes anything gets `application/json`, as the specification says of clients that name nothing.
    """
    if not accept:
        return JSON
    weights = dict(_weighed(accept))
    anything = max(weights.get("*/*", 0.0), weights.get("application/*", 0.0))
    graphql, json = weights.get(GRAPHQL, 0.0), weights.get(JSON, 0.0)
    if graphql and graphql >= json:
        return GRAPHQL
    if json or anything:
        return JSON
    return None


def language(accept_language: str | None) -> str:
    """`ja` where the caller would rather read Japanese than English, else `en`."""
    wanted = {"ja": 0.0, "en": 0.0}
    for tag, weight in _weighed(accept_language or ""):
        primary = tag.split("-")[0]
        if primary in wanted:
            wanted[primary] = max(wanted[primary], weight)
    return "ja" if wanted["ja"] > wanted["en"] else "en"
