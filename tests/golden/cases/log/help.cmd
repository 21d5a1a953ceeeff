args: log --help
