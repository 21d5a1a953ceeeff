args: check folders/broken --format json
