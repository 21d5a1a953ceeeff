args: ask policies/failing.carve --scenario "a long hoilday"
