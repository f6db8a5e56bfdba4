"""Past sessions: the list of them, the transcript, the debrief on paper. All of it is read from journals."""
