args: test ../../examples/policies/nyc/executive_orders.carve
