"""Templates by category: the issues, ranges, weights and levers that a deal of a kind usually has.

Starting points, not advice: ranges follow common commercial practice, the other side's numbers are wide bands whose
source says that they come from a template.
"""

from negotiations.catalogue import construction, goods, logistics, services, software
from negotiations.catalogue.tables import Template

TEMPLATES: dict[str, Template] = {
    template.category: template
    for template in (
        goods.TEMPLATE,
        services.TEMPLATE,
        software.TEMPLATE,
        logistics.TEMPLATE,
        construction.TEMPLATE,
    )
}

__all__ = ["TEMPLATES", "Template"]
