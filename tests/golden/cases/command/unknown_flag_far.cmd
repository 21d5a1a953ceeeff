args: ask policies/good.carve -x
