args: check policies/names.carve
