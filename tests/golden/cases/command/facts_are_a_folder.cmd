args: ask policies/good.carve --facts policies
