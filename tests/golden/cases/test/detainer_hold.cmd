args: test policies/detainer_hold.carve
