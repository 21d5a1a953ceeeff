args: check policies/types.carve
