"""A check as one printable page: HTML with everything in it, and everything from the register escaped."""

from collections import defaultdict

from vendors.printing.template import page_of
from vendors.report import phrases
from vendors.report.circumstances import circumstances
from vendors.report.document import Check, DeliveryTold
from vendors.report.notes import notes
from vendors.report.timeline import timeline
from vendors.report.words import SEVERITIES, VERDICTS, Lang, plain


def check_page(check: Check, lang: Lang) -> str:
    """The whole page. It asks for nothing from anywhere: no script, no font, no image; it prints on A4."""
    deliveries: defaultdict[str, list[DeliveryTold]] = defaultdict(list)
    for delivery in check.deliveries:
        deliveries[delivery.transfer].append(delivery)
    return page_of("vendors.report").render(
        check=check,
        circumstances=circumstances,
        lang=lang,
        say=phrases,
        labels={key: words[lang] for key, words in phrases.LABELS.items()},
        notes=notes(check, lang),
        plain=plain,
        severities={severity: words[lang] for severity, words in SEVERITIES.items()},
        verdicts={verdict: words[lang] for verdict, words in VERDICTS.items()},
        transfers=[transfer for verdict in VERDICTS for transfer in check.transfers if transfer.verdict is verdict],
        deliveries=deliveries,
        timeline=timeline,
    )
