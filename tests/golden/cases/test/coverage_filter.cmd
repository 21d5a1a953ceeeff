args: test policies/coverage.carve --coverage --filter ill
