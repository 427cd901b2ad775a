"""Reading files of text: layouts, columns, targets, and what is said of them."""
