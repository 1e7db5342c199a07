// An open desk page. The socket only says that there is news; the page then fetches it, and looks by itself now and then.
"use strict";

const LOOK_EVERY = 15_000; // ms, for whatever the socket missed
const AWAKE_AFTER = 2_000; // ms until a lost socket is tried again

const lists = document.getElementById("lists");
const talk = document.getElementById("talk");
const said = document.getElementById("said");
const form = document.getElementById("reply");
const title = document.title;

async function fetchPage(url) {
  const answer = await fetch(url, { redirect: "manual" });
  if (answer.type === "opaqueredirect") location.reload(); // the login has ended
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function refreshLists() {
  const page = await fetchPage(lists.dataset.url);
  lists.replaceChildren(...page.body.childNodes);
  showWaiting();
}

function showWaiting() {
  const waiting = Number(lists.querySelector("[data-waiting]").dataset.waiting);
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

async function refreshTalk() {
  if (new URLSearchParams(location.search).has("before")) return; // an earlier page stands still
  const shown = [...said.querySelectorAll("[data-seq]")];
  const last = shown.length ? shown[shown.length - 1].dataset.seq : 0;
  const page = await fetchPage(`${talk.dataset.news}?after=${last}`);
  const atEnd = said.scrollHeight - said.scrollTop - said.clientHeight < 80;
  for (const message of page.querySelectorAll(".message")) {
    const known = document.getElementById(message.id);
    if (known) known.replaceWith(message);
    else if (Number(message.dataset.seq) > Number(last)) said.append(message);
  }
  const mine = page.querySelector("#bar form[action$='/release/']");
  for (const id of ["bar", "facts"]) document.getElementById(id).replaceWith(page.getElementById(id));
  form.hidden = !mine;
  if (atEnd) said.scrollTop = said.scrollHeight;
}

// One look at a time; what is asked for meanwhile is one more look afterwards.
function inTurn(look) {
  let running = false, again = false;
  return async function run() {
    if (running) { again = true; return; }
    running = true;
    try { await look(); } catch (problem) { console.warn(problem); }
    running = false;
    if (again) { again = false; run(); }
  };
}

const lookAtLists = inTurn(refreshLists);
const lookAtTalk = talk ? inTurn(refreshTalk) : () => {};

function listen() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const path = talk ? `ws/desk/${talk.dataset.conversation}/` : "ws/desk/";
  const socket = new WebSocket(`${scheme}://${location.host}/${path}`);
  socket.onopen = () => { document.getElementById("offline").hidden = true; lookAtLists(); lookAtTalk(); };
  socket.onmessage = (event) => {
    if (JSON.parse(event.data).news === "conversation") lookAtTalk();
    lookAtLists();
  };
  socket.onclose = () => { document.getElementById("offline").hidden = false; setTimeout(listen, AWAKE_AFTER); };
}

function composer() {
  const text = form.elements.text;
  const unsent = document.getElementById("unsent");
  let id = null; // kept until the reply is stored, so that sending again says it once
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  text.addEventListener("input", () => { id = null; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!text.value.trim() || form.dataset.sending) return;
    form.dataset.sending = "yes";
    id ??= newId();
    const body = new FormData(form);
    body.set("id", id);
    unsent.hidden = await send(body);
    delete form.dataset.sending;
    lookAtTalk();
  });

  async function send(body) {
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.status === 204) { text.value = ""; id = null; return true; }
      unsent.textContent = answer.status === 409 ? "这位客户已不由您接待，没有发出。" : "没有发出去，请再试一次。";
    } catch {
      unsent.textContent = "网络断了，没有发出去。请再试一次。";
    }
    return false;
  }
}

// crypto.randomUUID is there only on https and localhost; a desk may be on neither.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

showWaiting();
if (talk) { said.scrollTop = said.scrollHeight; composer(); }
listen();
setInterval(() => { lookAtLists(); lookAtTalk(); }, LOOK_EVERY);
