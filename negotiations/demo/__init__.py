"""An organisation with six people and three deals, to try everything on. Numbers are plausible, seeds fixed."""
