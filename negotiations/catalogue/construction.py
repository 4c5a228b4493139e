"""Construction: building work and large installations."""

from decimal import Decimal

from negotiations.catalogue.tables import Template
from negotiations.enums import Category

FLUCTUATION = "Full indexation > Indexed above 5 % > Indexed above 10 % > Fixed price"
ISSUES = f"""
Contract price | price | less | 100 | opposite 65 90 100 | must
    For the scope as specified; options and provisional sums apart.
Time to completion | 180..360 by 15 days | less | 35 | opposite 15 35 60 | must
    From possession of the site to taking over.
Delay damages | 0..1 by 0.1 % a week | more | 18 | opposite 20 40 65
    Share of the price for each week late; usually capped at a tenth of the price.
Advance payment | 0..30 by 5 % | less | 16 | opposite 20 45 75
    Against a bond of the same amount. It pays for material and site set-up.
Payment term | 14..63 by 7 days | more | 16 | opposite 20 40 65
    Days after the certified monthly statement.
Retention | 0..10 by 1 % | more | 14 | opposite 15 35 60
    Held until defects are made good; half of it is often released at taking over.
Performance bond | 0..15 by 2.5 % | more | 12 | opposite 10 25 45
    A bank's guarantee; its fee ends up in the price.
Price changes | {FLUCTUATION} | more | 24 | opposite 15 35 60
    Who bears the risk of material and wages.
Defects liability | 12..60 by 12 months | more | 20 half 24 | opposite 10 25 45 | must
    From taking over.
Mark-up on variations | 5..20 by 2.5 % | less | 15 | opposite 10 25 45
    On proven cost of what we order later.
Access to the site | Weekdays, 8 to 17 > Weekdays, 6 to 20 > Six days, 6 to 20 | less | 8 | opposite 10 30 55
    Longer hours cost us guards and neighbours' goodwill; they save them weeks.
Progress meetings | Monthly > Every two weeks > Weekly | more | 5 | same 2 8 15
    Both sides usually want them.
"""

LEVERS = """
Material bought by us | None > Steel > Steel and façade | more | 0.5 -0.6 -0.1 0.3
    Sourcing: our frame contracts may be cheaper, and the price risk is then ours.
Storage on site | None > Fenced yard > Fenced yard and hall | less | -0.1 0.2 0.5 0.9
    Storage: room that we have and they would rent.
Crane and power by us | No > Power > Power and crane | less | -0.6 0.7 1.2 1.8
    Extraneous cost: set-up that we would pay for twice.
Start in the quiet season | Spring > Autumn > Winter | more | -0.4 0.8 1.8 3
    Timing: crews without work in winter are worth a discount.
Bonus for early completion | 0..0.5 by 0.1 % a week | less | -1 0.6 1.4 2.5
    Schedule: pay for weeks that are worth more to us.
Joint site logistics | None > Shared gate > Shared gate and deliveries by slot | more | 0.3 0.2 0.5 0.9
    Transport: fewer idle lorries for both.
Next phase | No promise > First refusal > Option at the same rates | less | -0.6 0.8 2.2 4
    Volume: a full order book next year moves a price today.
"""

TEMPLATE = Template(
    category=Category.CONSTRUCTION,
    title="Construction",
    promise="Building work: price, completion, delay damages, payment, retention, price changes, defects.",
    units="",
    usual_value=Decimal(2_000_000),
    usual_quantity=Decimal(1),
    issues=ISSUES,
    levers=LEVERS,
)
