"""Networks of the user's own: made by a function or read from a file, and altered where a study asks for it."""
