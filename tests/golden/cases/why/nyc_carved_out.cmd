args: why ../../examples/policies/nyc/guidance.carve share_information --scenario "a risk to public safety that the law would have us meet anyway"
