args: test policies/cases.carve
