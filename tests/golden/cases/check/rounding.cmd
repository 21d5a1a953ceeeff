args: check policies/rounding.carve
