"""The full-screen app: screens, widgets, keys and theme. Textual is used here and nowhere else."""
