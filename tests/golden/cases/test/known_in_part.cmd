args: test policies/known_in_part.carve
