// The page: what the customer does goes to the outbox and the line, what the server says goes to the view.

import { Line } from "./line.js";
import { Outbox } from "./outbox.js";
import { View } from "./view.js";
import { STATE } from "./words.js";

const TYPING_LASTS = 10000; // milliseconds
const AGAIN_AFTER = 10500; // the server's pace is counted over ten seconds

const state = document.getElementById("state");
const composer = document.getElementById("composer");
const words = document.getElementById("words");

const outbox = new Outbox();
const view = new View((token, title) => say({ type: "button", token, text: title }));
const line = new Line(heard, showState);
let typingTimer = null;

function say(message) {
  const kept = { id: crypto.randomUUID?.() ?? randomId(), ...message };
  outbox.add(kept);
  view.showUnsent(kept);
  transmit(kept);
}

function transmit({ id, type, text, token }) {
  line.send(type === "button" ? { type, id, token } : { type, id, text });
}

// crypto.randomUUID exists on https and localhost only; a page on a plain http address makes its own.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function heard(frame) {
  switch (frame.type) {
    case "history":
      frame.messages.forEach(arrived);
      outbox.all().forEach(sendAgain);
      break;
    case "message":
      arrived(frame);
      break;
    case "stored":
      outbox.remove(frame.id);
      view.markStored(frame.id);
      break;
    case "refused":
      refused(frame);
      break;
    case "typing":
      showTyping();
      break;
  }
}

function arrived(message) {
  outbox.remove(message.id);
  view.show(message);
  if (message.author !== "customer") clearTimeout(typingTimer);
}

function sendAgain(message) {
  if (!view.has(message.id)) view.showUnsent(message);
  transmit(message);
}

function refused({ id, reason }) {
  view.markRefused(id, reason);
  const message = outbox.all().find((kept) => kept.id === id);
  if (reason === "too_fast" && message) {
    setTimeout(() => transmit(message), AGAIN_AFTER);
  } else {
    outbox.remove(id);
  }
}

function showTyping() {
  clearTimeout(typingTimer);
  view.typing(true);
  typingTimer = setTimeout(() => view.typing(false), TYPING_LASTS);
}

function showState(name) {
  state.hidden = name === "open";
  state.textContent = STATE[name] ?? "";
  if (name !== "open") view.typing(false);
}

function fit() {
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight}px`;
  composer.classList.toggle("ready", words.value.trim() !== "");
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  say({ type: "text", text });
  words.value = "";
  fit();
  words.focus();
});

words.addEventListener("input", fit);
words.addEventListener("keydown", (event) => {
  // Enter that ends an input method's composition belongs to the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => say({ type: "text", text: button.dataset.say }));
}

fit();
line.open();
