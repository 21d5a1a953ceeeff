args: test folders/broken
