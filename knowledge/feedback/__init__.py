"""What people say of answers: kept without who, for the curators."""
