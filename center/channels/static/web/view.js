// How messages look. Text is only ever set as text, never as markup.

import { AUTHOR, REFUSED, SENDING, TODAY, YESTERDAY } from "./words.js";

const PAUSE = 5 * 60 * 1000; // a longer silence is marked with the time
const SEAL = document.querySelector(".head .seal").src;
const NEAR_END = 120; // pixels; who has scrolled further up is reading, and is not pulled away

const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const calendar = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric" });

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function dayName(date) {
  const day = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
  const ago = Math.round((day(new Date()) - day(date)) / 86400000);
  return ago === 0 ? TODAY : ago === 1 ? YESTERDAY : calendar.format(date);
}

function avatar(author) {
  if (author === "bot" || author === "system") {
    const image = element("img", "avatar");
    image.src = SEAL;
    image.alt = "";
    return image;
  }
  return element("span", `avatar of-${author}`, author === "agent" ? "客" : "我");
}

export class View {
  #log = document.getElementById("log");
  #scroll = document.getElementById("scroll");
  #typing = document.getElementById("typing");
  #newer = document.getElementById("newer");
  #rows = new Map(); // by message id
  #onPress;

  // onPress(button, title): the customer pressed a button that carries a token.
  constructor(onPress) {
    this.#onPress = onPress;
    this.#newer.addEventListener("click", () => this.#toEnd());
    this.#scroll.addEventListener("scroll", () => this.#isNearEnd() && (this.#newer.hidden = true));
  }

  has(id) {
    return this.#rows.has(id);
  }

  // A message the server has stored, put where its number says.
  show(message) {
    const following = this.#isNearEnd();
    const row = this.#row(message);
    row.dataset.seq = message.seq;
    this.#rows.get(message.id)?.remove();
    this.#rows.set(message.id, row);
    const after = [...this.#log.children].findLast((other) => other.dataset.seq && Number(other.dataset.seq) < message.seq);
    after ? after.after(row) : this.#log.prepend(row);
    this.#markTimes();
    if (message.author !== "customer") this.typing(false);
    following || message.author === "customer" ? this.#toEnd() : (this.#newer.hidden = false);
  }

  // The customer's own message, before the server has said that it is safe.
  showUnsent(message) {
    const row = this.#row({ ...message, author: "customer", buttons: [], at: new Date().toISOString() });
    row.classList.add("unsent");
    row.querySelector(".note").textContent = SENDING;
    this.#rows.set(message.id, row);
    this.#log.append(row);
    this.#toEnd();
  }

  markStored(id) {
    const row = this.#rows.get(id);
    if (!row) return;
    row.classList.remove("unsent", "refused");
    row.querySelector(".note").textContent = clock.format(new Date(row.dataset.at));
  }

  markRefused(id, reason) {
    const row = this.#rows.get(id);
    if (!row) return;
    row.classList.add("refused");
    row.querySelector(".note").textContent = REFUSED[reason] ?? REFUSED.bad_frame;
  }

  typing(on) {
    const following = this.#isNearEnd();
    this.#typing.hidden = !on;
    if (on && following) this.#toEnd();
  }

  #row(message) {
    const row = element("li", `row by-${message.author}`);
    row.dataset.at = message.at;
    const side = element("div", "side");
    side.append(element("span", "unseen", `${AUTHOR[message.author]}:`), element("p", "bubble", message.text));
    if (message.buttons.length) side.append(this.#buttons(message.buttons));
    side.append(element("span", "note", clock.format(new Date(message.at))));
    row.append(avatar(message.author), side);
    return row;
  }

  #buttons(buttons) {
    const group = element("div", "buttons");
    for (const { title, token } of buttons) {
      const button = element("button", "", title);
      button.type = "button";
      button.disabled = token === null;
      button.addEventListener("click", () => {
        for (const other of group.children) other.disabled = true;
        button.classList.add("pressed");
        this.#onPress(token, title);
      });
      group.append(button);
    }
    return group;
  }

  #markTimes() {
    for (const mark of this.#log.querySelectorAll(".when")) mark.remove();
    let last = null;
    for (const row of [...this.#log.children]) {
      const at = new Date(row.dataset.at);
      if (!last || at - last > PAUSE) row.before(element("li", "when", `${dayName(at)} ${clock.format(at)}`));
      last = at;
    }
  }

  #isNearEnd() {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < NEAR_END;
  }

  #toEnd() {
    this.#newer.hidden = true;
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }
}
