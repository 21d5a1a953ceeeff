args: check
