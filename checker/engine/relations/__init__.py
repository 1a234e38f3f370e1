"""What ties figures together, and the slips that break it."""
