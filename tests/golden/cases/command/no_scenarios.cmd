args: ask policies/good.carve --scenario "a long holiday"
