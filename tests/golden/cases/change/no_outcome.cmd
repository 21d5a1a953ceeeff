args: change ../../examples/policies/nyc/guidance.carve share_information --facts -
stdin: text {}
