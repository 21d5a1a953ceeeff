args: test policies/coverage.carve --coverage
