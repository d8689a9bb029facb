"""What owners decide about leads as a whole."""
