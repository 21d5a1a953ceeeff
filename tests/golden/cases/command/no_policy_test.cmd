args: test --filter x
