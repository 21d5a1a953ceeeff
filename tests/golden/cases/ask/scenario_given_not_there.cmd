args: ask policies/given.carve --scenario "an element that is not there"
