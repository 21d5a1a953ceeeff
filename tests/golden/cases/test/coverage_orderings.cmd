args: test policies/orderings.carve --coverage
