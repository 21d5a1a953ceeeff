args: ask policies/good.carve take_leave
