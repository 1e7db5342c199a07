// The socket, and the patience to open it again.

const NO_CONVERSATION = 4401;
const SHORTEST = 800; // milliseconds before the first new try
const LONGEST = 15000;

export class Line {
  #socket = null;
  #wait = SHORTEST;
  #timer = null;
  #onFrame;
  #onState;

  // onFrame(frame) for what the server says; onState("open" | "connecting" | "broken" | "offline").
  constructor(onFrame, onState) {
    this.#onFrame = onFrame;
    this.#onState = onState;
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.#socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || this.open());
  }

  open() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/chat/`);
    this.#socket = socket;
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(event.code);
  }

  // False when the line is down; what was to be sent stays in the outbox.
  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #heard(frame) {
    if (frame.type === "history") {
      this.#wait = SHORTEST;
      this.#onState("open");
    }
    this.#onFrame(frame);
  }

  #closed(code) {
    if (code === NO_CONVERSATION) {
      location.reload(); // the page comes with a new cookie
      return;
    }
    this.#onState(navigator.onLine ? "broken" : "offline");
    this.#timer = setTimeout(() => this.open(), this.#wait * (0.7 + Math.random() * 0.6));
    this.#wait = Math.min(this.#wait * 1.8, LONGEST);
  }
}
