args: check ../../examples/policies/nyc/executive_orders.carve
