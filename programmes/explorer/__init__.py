"""The statistics explorer: a state in an address, the figures that it asks for, and how they are drawn."""
