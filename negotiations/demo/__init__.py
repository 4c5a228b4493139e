"""An organisation with six people and five deals, to try everything on. Numbers are plausible, seeds fixed."""
