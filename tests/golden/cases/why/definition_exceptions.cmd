args: why ../../examples/policies/home_sale/exclusion.carve exclude_gain --facts ../../examples/policies/home_sale/facts/joint-return.yaml
