args: check --help
