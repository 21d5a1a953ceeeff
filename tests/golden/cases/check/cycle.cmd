args: check policies/cycle.carve
