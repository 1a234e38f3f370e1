"""Whether figures agree, and how to say so: operands, sums and their other readings, numbers in words."""
