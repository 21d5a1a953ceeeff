args: log verify a.db --head h.json
