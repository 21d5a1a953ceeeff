args: needs ../../examples/policies/nyc/guidance.carve share_informatoin --facts -
stdin: text {}
