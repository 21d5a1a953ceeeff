args: ask policies/good.carve take_leav --facts -
stdin: text {}
