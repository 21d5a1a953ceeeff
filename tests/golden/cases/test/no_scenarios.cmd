args: test policies/good.carve
