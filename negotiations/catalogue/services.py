"""Services: consulting, maintenance, cleaning and other work bought by the day."""

from decimal import Decimal

from negotiations.catalogue.tables import Template
from negotiations.enums import Category

ISSUES = """
Day rate | price per unit | less | 100 | opposite 60 85 100 | must
    Blended rate for one day of work, expenses included.
Minimum volume | 0..100 by 10 % | less | 22 | opposite 20 45 75
    Share of the planned days that we pay for in any case.
Contract term | 6..48 by 6 months | less | 12 | opposite 15 35 60
    A longer term gives them steady work; for us it is a tie.
Payment term | 0..60 by 15 days | more | 18 | opposite 15 30 55
    Days after a monthly invoice.
Price indexation | 0..5 by 0.5 % a year | less | 24 | opposite 15 30 50
    The most that the rate may rise each year.
Response time | 2..48 by 2 hours | less | 26 half 8 | opposite 10 25 45 | must
    From our call to a qualified person at work on it.
Service credits | 0..20 by 2.5 % of the fee | more | 20 | opposite 15 30 50
    What we get back in a month in which the service level is missed.
Named team | No names > Lead named > Lead and deputies named > Whole team named | more | 18 | opposite 5 15 35
    Who may be replaced only with our consent.
Notice period | 1..12 by 1 months | less | 15 | opposite 10 25 45
    How fast we can leave without a reason.
Work on site | 0..5 by 1 days a week | more | 8 | unknown 5 15 35
    Presence at our place; it may cost them travel, or save them an office.
Handover at the end | Files only > Files and 5 days > Files, 10 days and training | more | 12 | opposite 3 10 20
    What makes the next change of supplier possible.
Monthly review | None > Report > Report and meeting | more | 5 | same 2 8 15
    Both sides usually want it: problems are cheap while they are small.
"""

LEVERS = """
Work at quiet times | Any time > Half in our quiet season > All in our quiet season | more | 0.4 0.5 1.5 3
    Timing: their idle days cost them money, and work then can be cheaper for us.
Remote share | 0..100 by 20 % | less | -0.5 0.8 1.8 3
    Travel: days that need no travel cost them less.
Our tools and data | They bring all > We give access > We give access and a desk | less | -0.3 0.4 1 1.8
    Extraneous cost: what we have already need not be in their rate.
Advance payment | 0..50 by 10 % | less | -0.6 0.6 1.6 2.8
    Financing: cheap for us when our money costs less than theirs.
Second lot | None > First refusal > Promised at the same rate | less | -0.5 0.8 2 4
    Volume: the outlook on more work often moves a rate more than an argument.
Reference customer | None > Name and logo > Case study | less | -0.1 0.2 0.6 1.2
    Reference: costs us little, and raises their profile at home.
Bonus for results | 0..15 by 2.5 % of the fee | less | -1.5 0.8 2 3.5
    Risk: pay for what we really want instead of for hours.
"""

TEMPLATE = Template(
    category=Category.SERVICES,
    title="Services",
    promise="Work by the day: rate, minimum volume, response time, service credits, team, notice, handover.",
    units="Days of work",
    usual_value=Decimal(240_000),
    usual_quantity=Decimal(300),
    issues=ISSUES,
    levers=LEVERS,
)
