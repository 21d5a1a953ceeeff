args: test policies/coverage.carve --coverage --format json
