"""What several simulations share."""
