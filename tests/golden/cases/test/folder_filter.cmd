args: test folders/library --filter "in time"
