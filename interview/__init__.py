"""The interview itself: a pure core of events, state and decisions, with the journal and the engine around it."""
