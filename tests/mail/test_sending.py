"""What arrives at a real mail server, and what becomes of the row when it does not."""

from .conftest import EMAIL, send


def test_the_answer_arrives(answered, mailboxes):
    mail = send(answered())
    assert (mail.state, mail.attempts, mail.problem) == ("sent", 1, "")
    [message] = mailboxes.messages
    assert mailboxes.recipients == [EMAIL]
    assert message["Subject"] == "Your answer from Acme"
    for part in ("plain", "html"):
        assert "It ships on Monday." in message.get_body((part,)).get_content()
    print(message.get_body(("plain",)).get_content())
