args: check policies/mixed.carve
