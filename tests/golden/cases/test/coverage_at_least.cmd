args: test policies/coverage.carve --at-least 44
