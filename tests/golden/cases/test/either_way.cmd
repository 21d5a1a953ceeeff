args: test policies/either_way.carve
