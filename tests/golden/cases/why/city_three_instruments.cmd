args: why ../../examples/policies/nyc/city.carve share_information --scenario "a robber in custody: the guidance and § 9-131 agree, and the privacy officer has to approve"
