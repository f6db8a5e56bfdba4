"""The question bank: what can be asked, as data. It knows nothing of who asks, who answers or who judges."""
