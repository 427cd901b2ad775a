"""What differs between backends; the only files that name TensorFlow, JAX or PyTorch."""
