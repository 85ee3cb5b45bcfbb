"""Figures with a peer beside them: how long something takes, and what the same costs in plain SQL in the same run."""
