args: test policies/failing.carve --filter "short"
