"""Load the compiled facts of the neighbourhood of Kazakhstan and Pakistan that ship with the product."""
