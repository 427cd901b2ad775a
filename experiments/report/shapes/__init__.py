"""The shapes of what a report holds as plain data: typed dicts, which pyright checks and a test holds to real runs."""
