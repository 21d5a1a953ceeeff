args: check policies/good.carve/x.carve
