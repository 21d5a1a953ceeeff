args: test policies/session.carve --coverage
