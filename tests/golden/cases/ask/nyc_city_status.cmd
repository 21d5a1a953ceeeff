args: ask ../../examples/policies/nyc/city.carve share_information
args: --scenario "N11: status is outside § 9-131, and the orders and the guidance still forbid it"
