// The full numbers of a complaint, for the agent who asks for them.
"use strict";

document.getElementById("reveal")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) { location.reload(); return; }
  const full = await answer.json();
  for (const place of document.querySelectorAll("[data-reveal]")) {
    place.textContent = full[place.dataset.reveal] ?? place.textContent;
  }
  form.remove();
});
