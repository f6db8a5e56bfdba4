def cleaned(readings):
    """Masks in one step, and fills within each sensor in the order of the hours."""
    celsius = readings["celsius"].where(readings["celsius"].between(-60, 60))
    order = readings.assign(celsius=celsius).sort_values("hour", kind="stable")
    filled = order.groupby("sensor")["celsius"].ffill()
    return readings.assign(celsius=filled)
