"""Logistics: freight, warehousing and distribution."""

from decimal import Decimal

from negotiations.catalogue.tables import Template
from negotiations.enums import Category

ISSUES = """
Rate per shipment | price per unit | less | 100 | opposite 60 85 100 | must
    Average over the lanes, without fuel surcharge.
Fuel surcharge cap | 4..16 by 1 % | less | 28 | opposite 15 30 50
    The most that the published index may add.
Volume commitment | 0..90 by 10 % | less | 22 | opposite 25 50 75
    Share of the planned shipments that we give them in any case.
Payment term | 15..75 by 15 days | more | 18 | opposite 20 40 70
    Hauliers pay drivers and fuel at once: days of payment often cost them more than us.
On-time delivery | 94.0..99.0 by 0.5 % | more | 28 half 96 | opposite 10 30 50 | must
    Within the agreed window, measured by our gate.
Transit time | 1..6 by 1 days | less | 16 | opposite 5 20 40
    Door to door on the main lane.
Collection window | 2 hours > 4 hours > Half a day > Any time of the day | more | 6 | unknown 10 30 60
    A wide window costs us little and lets them plan full rounds. Which end they like, we should ask.
Free waiting time | 0.5..3 by 0.5 hours | more | 10 | opposite 5 15 35
    At our gate, before they charge.
Liability | Law's limit > Twice the limit > Full value insured | more | 14 | opposite 5 15 35
    Loss and damage. The law's limit on the road is 8.33 special drawing rights a kilogram (CMR).
Term | 6..36 by 6 months | less | 10 | opposite 15 30 55
    How long the rates hold.
Tracking data | None > Status by mail > Live feed to our system | more | 10 | same 3 10 20
    Fewer calls for both.
"""

LEVERS = """
Loading by us | They load > We load > We load at night | less | -0.6 0.6 1.1 1.7
    Extraneous cost: our people and our forklifts are there anyway.
Return loads | None > On some lanes > On all lanes | less | -0.2 0.8 2 4
    Transport: an empty truck home costs them almost as much as a full one.
Flexible day of dispatch | Fixed > One day either way > Two days either way | less | -0.3 0.6 1.4 2.5
    Timing: filling their gaps is worth more to them than it costs us.
Space in our yard | None > 2 trailers > 6 trailers | less | -0.1 0.2 0.5 0.9
    Storage: parking that we have and they rent.
Pooling with a neighbour | No > On one lane > On all lanes | more | 0.5 0.3 1.2 2.5
    Sourcing: two shippers on one round halve the empty kilometres.
Pallet exchange | Theirs > One to one > Ours, pooled | more | 0.4 -0.4 -0.2 0.1
    Packaging: who owns and counts the pallets.
"""

TEMPLATE = Template(
    category=Category.LOGISTICS,
    title="Logistics",
    promise="Freight or distribution: rate, fuel cap, volume, on-time delivery, collection window, liability.",
    units="Shipments",
    usual_value=Decimal(800_000),
    usual_quantity=Decimal(2_000),
    issues=ISSUES,
    levers=LEVERS,
)
