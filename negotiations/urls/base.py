"""Where a deal is."""

DEAL = "deals/<uuid:deal_id>/"
