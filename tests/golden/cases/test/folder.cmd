args: test folders/library
