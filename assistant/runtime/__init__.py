"""
Models on disk and off: which one, does it fit, is it whole, and how it gets here.

`supply.py` is the door: it resolves a model in the background and says how far it is. The other
modules are its steps and know nothing of one another's order.
"""
