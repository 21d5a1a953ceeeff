args: change ../../examples/policies/nyc/guidance.carve share_information allowed --facts -
stdin: text {}
