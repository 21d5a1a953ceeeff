args: why ../../examples/policies/surveillance/ordinance.carve use_it --facts ../../examples/policies/surveillance/facts/emergency.yaml
