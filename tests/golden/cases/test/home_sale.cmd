args: test ../../examples/policies/home_sale/exclusion.carve
