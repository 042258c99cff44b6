// The bare relay: `node relay.mjs FD` hands what visitors write to their operator and acknowledges
// it. Nothing is stored, checked or shared with another process: what sockets alone cost.

import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

/** @type {Map<string, WebSocket>} desk -> who sits there */
const operators = new Map();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer((_, response) => response.writeHead(404).end());

server.on("upgrade", (request, socket, head) => {
  const [, side = "", desk = ""] = (request.url ?? "").split("/");
  sockets.handleUpgrade(request, socket, head, (line) => {
    if (side === "operator") operators.set(desk, line);
    else line.on("message", (data) => relay(line, desk, String(data)));
  });
});

/** @param {WebSocket} visitor @param {string} desk @param {string} text */
function relay(visitor, desk, text) {
  const { id, body } = JSON.parse(text);
  operators.get(desk)?.send(JSON.stringify({ type: "message", id, body }));
  visitor.send(JSON.stringify({ type: "ack", id }));
}

server.listen({ fd: Number(process.argv[2]) });
