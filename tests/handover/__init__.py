"""What Python hands over."""
