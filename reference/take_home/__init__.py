"""The data of the take-home task that the deep dive talks about: made from seeds, by laws that are written down.

``distribution`` mixes seven latents into twenty columns, ``series`` lets twenty columns move together in time, and ``iris``
hands out the flowers. Each module stands by itself and needs NumPy alone, but for the flowers, which scikit-learn brings.
The judge's sandboxed processes have them loaded, so checks and evidence may import them; no expected answer lies here.
"""
