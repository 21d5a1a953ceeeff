args: check policies/empty.carve
