"""Software: licences and subscriptions, with what makes them work."""

from decimal import Decimal

from negotiations.catalogue.tables import Template
from negotiations.enums import Category

PAYMENT = "Whole term in advance > Yearly in advance > Quarterly in advance > Monthly in arrears"
ISSUES = f"""
Price per seat and year | price per unit | less | 100 | opposite 60 85 100 | must
    List price less discount, support included or not: say which below.
Committed seats | 50..100 by 5 % of plan | less | 24 | opposite 20 45 70
    Share of the planned seats that we pay for from the first day.
Term | 12..60 by 12 months | less | 14 | opposite 20 45 70
    A long first term is what their sales targets count.
Payment plan | {PAYMENT} | more | 20 | opposite 20 40 70
    Cash in advance is worth most to them at the end of their quarter.
Renewal price cap | 0..10 by 1 % a year | less | 32 half 3 | opposite 15 30 50 | must
    The most that a renewal may cost more. Without one the discount is gone after the first term.
Support | Business hours > Extended hours > Day and night > Named engineer | more | 18 | opposite 5 20 40
    When somebody answers, and who.
Availability | 99.0..99.9 by 0.1 % | more | 16 enough 99.8 | opposite 5 15 35
    Per month, with service credits when it is missed.
Training | 0..20 by 2 days | more | 12 half 6 | opposite 3 10 25
    Included days. They cost the vendor little and decide whether people use the product.
Implementation | 0..40 by 5 days | more | 16 | opposite 5 20 40
    Included days of set-up, migration and integration.
Swap of products | None > Once a year > Any time | more | 12 | opposite 5 15 35
    Unused seats may become seats of another product.
Exit and data return | Ours to export > Exported for us > 3 more months of access | more | 14 | opposite 3 10 20 | must
    What we get when we leave, and in which format.
Audit | Any time > Once a year, 30 days' notice > Own declaration | more | 8 | opposite 3 10 25
    How they may check the number of seats.
Adoption review | None > Yearly > Quarterly | more | 5 | same 2 8 15
    Both sides usually want it: used seats are renewed, unused ones come to light.
"""

LEVERS = """
Signature before their quarter ends | No > Within the quarter > Within the month | less | -0.5 1 3 6
    Timing: the same signature is worth more to a sales team before a closing date than after it.
Reference customer | None > Logo > Case study > Talk at their event | less | -0.2 0.5 1.5 3
    Reference: costs us little, and raises their profile at home.
Early adopter of new modules | No > Test only > Test and feedback | less | -0.5 0.5 1.5 3
    Product: their product team needs users, we get influence and a free period.
Hosting | Ours > Theirs > Theirs, in our region | more | 1 -1.5 -0.8 -0.3
    Extraneous cost: storage and operation may be cheaper on one of the two sides.
Seats in steps | All at once > Two steps > By quarter | more | 3 -2.5 -1.5 -0.8
    Schedule: pay as people really start, give them the whole number in the contract.
Certified trainers of ours | None > Two > Five | less | -0.4 0.3 0.7 1.2
    Training: we teach our own people, they save days.
Shared roadmap | None > Twice a year > Seat in the user council | more | 0.5 -0.2 0.2 0.6
    Information: both sides plan better.
"""

TEMPLATE = Template(
    category=Category.SOFTWARE,
    title="Software",
    promise="A licence or subscription: seats, term, payment plan, price cap, support, training, exit.",
    units="Seats × years",
    usual_value=Decimal(360_000),
    usual_quantity=Decimal(600),
    issues=ISSUES,
    levers=LEVERS,
)
