"""What Python hands over becomes a file beside the results: every process, page and command means the same by it."""
