args: test policies/good.carve policies/mixed.carve ../../examples/policies/nyc/guidance.carve
