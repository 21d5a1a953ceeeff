args: check policies/good.carve
