args: test policies/failing.carve --filter "nowhere"
