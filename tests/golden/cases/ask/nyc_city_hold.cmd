args: ask ../../examples/policies/nyc/city.carve honouring
args: --scenario "N9: which department it is decides"
