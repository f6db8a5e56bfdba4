"""``hotseat serve``: the app in a browser, behind a guard."""
