args: check ../../examples/policies/surveillance/ordinance.carve
