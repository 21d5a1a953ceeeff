args: test policies/coverage.carve --at-least 43.5
