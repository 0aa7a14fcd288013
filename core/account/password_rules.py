"""What a password must be, beside Django's own rules."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's own rule; in our words, for its Chinese ones have been left behind by its English ones."""

    def get_error_message(self):
        return ngettext(
            "The password is too short: it must have at least %(n)s character.",
            "The password is too short: it must have at least %(n)s characters.",
            self.min_length,
        ) % {"n": self.min_length}
