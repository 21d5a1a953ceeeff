args: test --help
