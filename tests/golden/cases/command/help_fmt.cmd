args: fmt --help
