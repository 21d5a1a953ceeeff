args: ask ../../examples/policies/nyc/guidance.carve --facts -
stdin: text {}
