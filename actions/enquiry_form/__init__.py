"""The conversation in which a person hands over an enquiry: Rasa's form, its questions, its end."""
