"""A resolver on loopback that knows the TXT records a test gives it."""

import socket
import struct
import threading


class FakeResolver:
    """`records`: {name: [texts]}; `spoil` changes an answer on its way, `cut` cuts it short."""

    def __init__(self):
        self.records, self.spoil, self.cut = {}, None, False
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.address = self.udp.getsockname()
        self.tcp = socket.create_server(self.address)
        for work in (self.over_udp, self.over_tcp):
            threading.Thread(target=work, daemon=True).start()

    def close(self):
        self.udp.close(), self.tcp.close()

    def over_udp(self):
        while True:
            try:
                query, asker = self.udp.recvfrom(512)
            except OSError:
                return
            answer = self.answer(query)
            if self.cut:
                answer = query[:2] + b"\x83\x80" + query[4:6] + b"\0\0" + query[8:]
            self.udp.sendto(self.spoil(answer) if self.spoil else answer, asker)

    def over_tcp(self):
        while True:
            try:
                line, _ = self.tcp.accept()
            except OSError:
                return
            with line:
                (length,) = struct.unpack("!H", line.recv(2))
                answer = self.answer(line.recv(length))
                line.sendall(struct.pack("!H", len(answer)) + answer)

    def answer(self, query):
        labels, at = [], 12
        while length := query[at]:
            labels.append(query[at + 1 : at + 1 + length].decode())
            at += 1 + length
        question, texts = query[12 : at + 5], self.records.get(".".join(labels), [])
        head = query[:2] + b"\x81\x80" + struct.pack("!4H", 1, len(texts) + 1, 0, 0)
        alias = b"\xc0\x0c" + struct.pack("!HHIH", 5, 1, 60, 2) + b"\xc0\x0c"
        return head + question + alias + b"".join(map(self.record, texts))

    @staticmethod
    def record(text):
        parts = [text.encode()[at : at + 255] for at in range(0, len(text), 255)]
        data = b"".join(bytes([len(part)]) + part for part in parts)
        return b"\xc0\x0c" + struct.pack("!HHIH", 16, 1, 60, len(data)) + data
