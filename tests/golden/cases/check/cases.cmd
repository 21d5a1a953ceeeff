args: check policies/cases.carve
