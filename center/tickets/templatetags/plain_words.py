"""A customer's words inside helpdesk's Markdown."""

import re

from django import template

from center.customers.masking import mask_text

register = template.Library()

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()>#+\-.!])")  # what Markdown lets a backslash escape; helpdesk escapes HTML


@register.filter
def plain_words(text: str) -> str:
    """`text` masked, and so that Markdown shows it as it is: no link, picture or heading that a customer wrote."""
    return _MARKDOWN.sub(r"\\\1", mask_text(text))
