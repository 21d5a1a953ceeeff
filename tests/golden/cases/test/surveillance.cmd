args: test ../../examples/policies/surveillance/ordinance.carve
