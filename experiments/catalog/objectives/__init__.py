"""Studies of losses."""
