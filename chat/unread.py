import secrets


class Unread:
    """How many bytes were sent to the other end that it has not shown to have read.

    A beat is a bookmark in what is sent: its answer says that all before it was read. Its number
    cannot be guessed, so that nobody answers what they did not read.
    """

    def __init__(self) -> None:
        self._sent = self._read = self._marked = 0
        self._beats: dict[int, int] = {}  # number -> what had been sent before it

    @property
    def size(self) -> int:
        return self._sent - self._read

    @property
    def since_beat(self) -> int:
        return self._sent - self._marked

    def add(self, size: int) -> None:
        self._sent += size

    def beat(self) -> int:
        """The number of a new beat; a browser can count to it."""
        number = secrets.randbits(48)
        self._beats[number] = self._marked = self._sent
        return number

    def answered(self, number: object) -> bool:
        """False when there is no such beat, or its answer or a later one came before."""
        if type(number) is not int or number not in self._beats:
            return False
        self._read = self._beats[number]
        self._beats = {n: sent for n, sent in self._beats.items() if sent > self._read}
        return True
