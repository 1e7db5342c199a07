// Messages not yet known to be safe, kept in the browser so that neither a broken line nor a reload loses one.
// Their ids go with them: sent twice, they are stored once.

const KEY = "suda.unsent";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function write(messages) {
  try {
    localStorage.setItem(KEY, JSON.stringify(messages));
  } catch {
    // A browser that keeps nothing (private mode, full disk) still sends while the page is open.
  }
}

export class Outbox {
  #messages = new Map(read().map((message) => [message.id, message]));

  add(message) {
    this.#messages.set(message.id, message);
    write(this.all());
  }

  remove(id) {
    if (this.#messages.delete(id)) write(this.all());
  }

  all() {
    return [...this.#messages.values()];
  }
}
