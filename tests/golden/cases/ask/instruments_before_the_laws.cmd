# P11: the practice is not displaced before the laws are in force.
args: ask policies/detainers.carve hold --scenario "P11: before the laws, the practice that they displace"
