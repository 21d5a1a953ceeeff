args: ask ../../examples/policies/nyc/guidance.carve share_information --scenario "the day it was received is not known"
