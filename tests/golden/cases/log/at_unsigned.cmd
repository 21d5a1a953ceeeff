args: log head a.db --at 2018-01-31T15:00Z
