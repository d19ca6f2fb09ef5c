"""What a message on WhatsApp is answered with."""
