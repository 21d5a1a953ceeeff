args: ask policies/either_way.carve --scenario "nothing is known"
