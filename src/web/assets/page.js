// What a page does beside what it does without script: facts are told at once where one points or walks to with the
// keyboard, instead of after the browser's pause, and Ctrl+Enter sends a draft.
"use strict";

const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("role", "tooltip");
tip.id = "tip";
tip.hidden = true;
document.body.append(tip);

function tell(fact) {
  if (fact.title) {
    fact.dataset.says = fact.title;
    fact.removeAttribute("title");
  }
  tip.textContent = fact.dataset.says;
  tip.hidden = false;
  fact.setAttribute("aria-describedby", "tip");
  const box = fact.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${box.bottom + scrollY + 6}px`;
}

function hush(fact) {
  tip.hidden = true;
  fact.removeAttribute("aria-describedby");
}

for (const fact of document.querySelectorAll(".marked .fact")) {
  fact.addEventListener("pointerenter", () => tell(fact));
  fact.addEventListener("focus", () => tell(fact));
  fact.addEventListener("pointerleave", () => hush(fact));
  fact.addEventListener("blur", () => hush(fact));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form.requestSubmit();
  }
});
