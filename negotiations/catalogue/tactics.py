"""Tactics of the other side: what each is called, how it sounds, and what to do about it. Our own words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tactic:
    """``sounds`` is what one hears when it is used on us; ``counter`` what takes its force away."""

    code: str
    name: str
    sounds: str
    counter: str


LIBRARY = (
    Tactic("extreme", "Extreme opening", "“We start at 950.” Far from anything that others pay.",
           "Do not argue from their number. Say that it is no basis, put your own with its reasons beside it, go on."),
    Tactic("last_price", "Take it or leave it", "“This is our final word.”",
           "Ask what would make it less final: another term, another date. Test it with a change on a second issue."),
    Tactic("bogey", "Bogey", "“We love it, but the budget ends at 400,000.”",
           "Ask who set it, for which scope, and until when. Change the scope or the timing before the price."),
    Tactic("higher_authority", "Absent authority", "“I should like to, but the board decides.”",
           "Ask early who decides what. Make nothing binding with somebody who cannot; keep a limit of your own back."),
    Tactic("good_bad", "Good one, bad one", "One is harsh, the other sorry, and the sorry one has a small wish.",
           "Take them as one side. Answer the proposal, not the relief; name it with a smile if it goes on."),
    Tactic("nibble", "Nibble", "“One small thing before we sign: you do include the training?”",
           "Everything is one package until it is signed: open another point in return, or let the small thing go."),
    Tactic("salami", "Salami", "One thin slice after the other, each too small to refuse.",
           "Ask for the whole list first. Trade only against the list, never slice by slice."),
    Tactic("flinch", "Flinch", "A gasp, a shaken head, silence at your number.",
           "Let it pass. Wait, ask which part they mean, and repeat the reasons, not a new number."),
    Tactic("silence", "Silence", "They look at you and say nothing.",
           "Keep silent as long. If you must speak, ask a question; never better your own offer."),
    Tactic("deadline", "Deadline pressure", "“The price stands until noon.”",
           "Ask what happens after noon, and to whom. Whose clock runs out first? Split what is truly urgent from it."),
    Tactic("phantom", "Rival in the wings", "“Two others are ready to sign.”",
           "Be glad that they have a choice, and ask what they would miss with the others. Know your own alternative."),
    Tactic("anchor_split", "Split the difference", "“Let us meet in the middle.”",
           "Compute the middle first: it rewards who opened further away. Offer a trade on two issues instead."),
    Tactic("retreat", "Taking back", "What was agreed yesterday is open again today.",
           "Show the entry of the log. If it opens, all that was given for it opens as well."),
    Tactic("fait", "Done already", "“We have changed the contract text accordingly.”",
           "Restore the earlier state in writing before you talk on. What is done is a proposal, no more."),
    Tactic("flood", "Flood of facts", "Two hundred pages on the morning of the meeting.",
           "Ask for the three figures that matter and who can explain them. Take a pause to read."),
    Tactic("decoy", "Decoy", "A fight over a point that they do not need, to be sold later for one that they do.",
           "Ask what the point is worth to them. Set it aside until the end, at no price."),
    Tactic("hot_potato", "Hot potato", "“Our freight costs went up; you will have to help.”",
           "Their trouble is theirs until it is tested. Ask for the sums, then solve it with what costs you little."),
    Tactic("threat", "Threat", "“Then we stop deliveries.”",
           "No answer in kind. Say that it does not help, ask what is behind it, log it, go to your planned answer."),
    Tactic("personal", "Personal attack", "“Your people clearly do not know this market.”",
           "Do not defend yourself. Go back to the matter, or call a pause and let somebody else speak."),
    Tactic("flattery", "Flattery", "“You are the only one there who understands us.”",
           "Thank them, and let the same colleague as before answer the proposal."),
    Tactic("guilt", "Guilt", "“After all that we did for you in spring.”",
           "Thank them for spring, and ask whether it was agreed then that it would be paid now."),
    Tactic("limited_choice", "Two bad choices", "“Longer terms or a higher price: which?”",
           "Neither is a choice. Put a third package on the table that trades on other issues."),
    Tactic("cherry", "Cherry picking", "They take the best line out of each of your three offers.",
           "Each offer holds as a whole. Price every line that leaves its package."),
    Tactic("new_face", "Change of people", "Somebody new arrives and knows of nothing.",
           "Hand over the summary of what was agreed and go on from there, not from the start."),
    Tactic("low_ball", "Low price, dear extras", "A price too good, then freight, setup and service.",
           "Compare whole costs only. Ask for the complete list of extras before you talk about the price."),
)  # fmt: skip
TACTICS = {one.code: one for one in LIBRARY}
