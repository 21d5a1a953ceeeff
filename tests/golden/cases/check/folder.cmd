args: check folders/library
