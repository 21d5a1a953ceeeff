args: check policies/unused.carve
