"""The screens: home, interview, debrief, review, and the small ones that lie over them."""
