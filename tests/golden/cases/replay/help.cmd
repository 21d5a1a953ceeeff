args: replay --help
