args: log show a.db --sign key
