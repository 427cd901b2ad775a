"""What the page of a hyperparameter search says, as plain data; one file a section."""
