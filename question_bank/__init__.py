"""The question bank: what can be asked, as data. It knows nothing about who asks, who answers or who judges."""
