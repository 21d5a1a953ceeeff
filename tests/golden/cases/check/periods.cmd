args: check policies/periods.carve
