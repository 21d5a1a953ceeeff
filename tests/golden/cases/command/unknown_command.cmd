args: chek policies/good.carve
