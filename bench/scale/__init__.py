"""Parts of the proof that are about size: many sockets, many chats, many companies, much that is
due. `bench.proof.parts` lists them."""
