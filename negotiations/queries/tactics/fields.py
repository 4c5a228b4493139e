"""The fields of the three lists of moves in hand: one definition for pages, forms, checks and the API."""

from negotiations.enums_tactics import BogeyTruth, Credibility, SanctionAct
from negotiations.queries.prepare.register_fields import ISSUE, Field, Kind

BOGEY = (
    Field("text", "We say", hint="Our budget ends at 600", required="Write what we say."),
    ISSUE,
    Field("level", "Its limit", Kind.AGREED, hint="no level", under="issue"),
    Field("truth", "Is it true?", Kind.CHOICE, choices=dict(BogeyTruth.choices)),
    Field("proof", "Rests on", hint="what it rests on", under="truth"),
    Field("instead", "We take instead", hint="Payment 30 days later", longest=500),
    Field("owner", "Owner", Kind.PERSON),
    Field("expires_on", "Until", Kind.DAY, hint="no end", under="owner"),
    Field("risk", "Risk to our word", Kind.CHOICE, choices=dict(Credibility.choices), typed=False),
)

SANCTION = (
    Field("text", "They may", hint="Hold the next delivery back", required="Write what they may do."),
    Field("act", "Kind", Kind.CHOICE, choices=dict(SanctionAct.choices), under="text"),
    ISSUE,
    Field("chance", "How likely, %", Kind.CHANCE, hint="10 – 30"),
    Field("loss", "Costs us", Kind.BAND, hint="20,000 – 60,000"),
    Field("response", "We respond", hint="Daikan delivers the first lot", longest=1000),
    Field("owner", "Prepares it", Kind.PERSON),
    Field("ready", "Prepared", Kind.FLAG, choices={"False": "Not ready", "True": "Ready"}, under="owner", typed=False),
)

SMALL_GIVE = (
    Field("text", "Small give", hint="A reference visit for their next buyer", required="Write what we can give."),
    ISSUE,
    Field("cost", "Costs us", Kind.AMOUNT, hint="400", required="What does it cost us? 0 if nothing."),
    Field("worth", "Worth to them", Kind.BAND, hint="900 – 2,500"),
    Field("owner", "Who may give it", Kind.PERSON),
)
