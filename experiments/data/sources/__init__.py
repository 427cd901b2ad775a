"""Where tables come from: files, and whatever a function of the user's own gives."""
