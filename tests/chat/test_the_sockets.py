"""Both sockets over the wire, against a running server."""

import json

import websockets


async def receive_until(socket, kind, tries=20):
    for _ in range(tries):
        frame = json.loads(await socket.recv())
        if frame["type"] == kind:
            return frame
    raise AssertionError(f"no {kind} frame came")


def visitor_socket(server, cast, **options):
    address = f"{server.socket_origin}/ws/widget/{cast.acme.site_key}/"
    return websockets.connect(address, origin=server.origin, **options)


def operator_socket(server, member, **options):
    address = f"{server.socket_origin}/ws/t/{member.tenant.slug}/"
    cookie = {"Cookie": member.cookie}
    return websockets.connect(address, origin=server.origin, additional_headers=cookie, **options)


async def test_a_question_reaches_the_operator_and_the_answer_the_visitor(
    server, committed_cast, new_id
):
    async with (
        visitor_socket(server, committed_cast) as visitor,
        operator_socket(server, committed_cast.omar) as operator,
    ):
        await visitor.send(json.dumps({"type": "hello", "v": 1}))
        await operator.send(json.dumps({"type": "hello", "v": 1}))
        await receive_until(operator, "welcome")
        await visitor.send(json.dumps({"type": "send", "id": str(new_id()), "body": "Hello?"}))
        told = await receive_until(operator, "conversation")
        number = told["conversation"]["id"]
        answer = {"type": "send", "conversation": number, "id": str(new_id()), "body": "Hi!"}
        await operator.send(json.dumps(answer))
        bodies = []
        while "Hi!" not in bodies:
            bodies += [e["body"] for e in (await receive_until(visitor, "entries"))["entries"]]
        assert bodies == ["Hello?", committed_cast.acme.acknowledgement, "", "Hi!"]
