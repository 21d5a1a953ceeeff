args: ask ../../examples/policies/home_sale/exclusion.carve exclude_gain excluded taxed --facts ../../examples/policies/home_sale/facts/joint-return.yaml
