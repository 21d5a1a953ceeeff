args: check ../../examples/policies/home_sale/exclusion.carve
