args: test policies/reasons.carve folders/library folders/library/lending.carve
