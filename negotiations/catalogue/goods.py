"""Goods: parts, machines and materials bought by the unit."""

from decimal import Decimal

from negotiations.catalogue.tables import Template
from negotiations.enums import Category

ISSUES = """
Unit price | price per unit | less | 100 | opposite 65 90 100 | must
    Net, packed, before freight.
Payment term | 0..90 by 15 days | more | 24 | opposite 20 40 75
    Days after delivery; 0 is payment on delivery. Worth most to a supplier who needs cash.
Volume commitment | 0..100 by 10 % | less | 20 | opposite 20 45 70
    Share of the forecast that we must take. It lets them plan; it is our risk.
Lead time | 14..84 by 7 days | less | 18 | opposite 10 25 45
    From order to arrival.
Delivery schedule | One shipment > Quarterly > Monthly > On call within 5 days | more | 16 | unknown 5 20 45
    Smaller drops save us stock; fewer full loads save them freight.
Warranty | 12..60 by 12 months | more | 22 half 24 | opposite 10 25 45 | must
    Parts and labour, from arrival.
Spare parts | 3..10 by 1 years | more | 10 | opposite 3 10 20
    How long they are kept available after the last delivery.
Transport | EXW, we collect > FCA, their dock > DAP, our warehouse > DDP, duty paid | more | 14 | opposite 5 20 40
    Incoterms 2020: where cost and risk pass to us. Who ships at the lower cost?
Returns | None > Defects only > 5 % within 30 days > 10 % within 60 days | more | 10 | opposite 5 15 30
    What they take back at full price.
Quarterly quality review | None > Report > Report and visit | more | 5 | same 2 8 15
    Both sides usually want it: fewer complaints, better forecasts.
"""

LEVERS = """
Rolling forecast | None > 3 months > 6 months > 12 months | less | -0.1 0.3 0.8 1.5
    Timing: costs us an hour a month, and lets them plan shifts and material.
Consignment stock | None > 2 weeks of demand > 4 weeks of demand | more | 0.9 -1.6 -1.0 -0.5
    Storage: their goods in our store, paid when taken. It frees our cash and secures their place.
Advance payment | 0..50 by 10 % | less | -0.6 0.6 1.6 2.8
    Financing: cheap for us when our money costs less than theirs.
Contract length | 6..36 by 6 months | less | -0.8 0.8 1.8 3
    Schedule: certainty for them, and a fixed price for us.
Reference customer | None > Name and logo > Case study > Site visits | less | -0.1 0.1 0.4 1
    Reference: costs us little, and raises their profile at home.
Shared tooling | They own it > We own it, they use it | more | 1.2 -1.2 -0.6 -0.2
    Sourcing: owning the tools lets us move production, so it lowers their hold on us.
Packaging | Cartons > Film-wrapped pallets > Returnable crates | more | 0.5 -0.4 -0.1 0.3
    Transport: returnable crates cut damage and waste for both.
"""

TEMPLATE = Template(
    category=Category.GOODS,
    title="Goods",
    promise="Parts, machines or materials by the unit: price, payment, volume, lead time, warranty, transport.",
    units="Units",
    usual_value=Decimal(500_000),
    usual_quantity=Decimal(5_000),
    issues=ISSUES,
    levers=LEVERS,
)
