from feedback.models import OutgoingMail


def is_confirmed(mail: OutgoingMail) -> bool:
    """Whether somebody who reads the mail of this address has said so."""
    live = mail.live_consent
    return live is not None and live.address.confirmed_at is not None
