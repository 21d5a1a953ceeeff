args: test folders/library --format json
