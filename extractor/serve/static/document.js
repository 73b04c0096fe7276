// The document page: the card of a number, on hover, focus or tap; and numbers hidden by kind.
"use strict";

const article = document.querySelector("article.text");
const card = document.getElementById("card");
const loaded = new Map();
let shown = null;
let pinned = false;
let leaving = 0;

async function content(number) {
  if (number.dataset.reason) {
    const box = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = number.textContent;
    const reason = document.createElement("p");
    reason.textContent = `没有成为记录：${number.dataset.reason}`;
    const rule = document.createElement("p");
    rule.className = "rule";
    rule.textContent = `规则 ${number.dataset.rule}`;
    box.append(title, reason, rule);
    return box;
  }
  const ids = number.dataset.records;
  if (!loaded.has(ids)) {
    const query = new URLSearchParams(ids.split(" ").map((id) => ["id", id]));
    const answer = fetch(`${article.dataset.card}?${query}`).then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.text();
    });
    answer.catch(() => loaded.delete(ids));
    loaded.set(ids, answer);
  }
  const html = await loaded.get(ids); // escaped by the template that wrote it
  return document.createRange().createContextualFragment(html);
}

async function show(number, pin) {
  clearTimeout(leaving);
  pinned = pin;
  if (shown === number && !card.hidden) return;
  hide();
  shown = number;
  let inside;
  try {
    inside = await content(number);
  } catch {
    inside = document.createTextNode("读不到这条记录；请刷新页面。");
  }
  if (shown !== number) return;
  card.replaceChildren(inside);
  card.hidden = false;
  number.setAttribute("aria-describedby", "card");
  number.classList.add("open");
  place(number);
}

function hide() {
  clearTimeout(leaving);
  card.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown?.classList.remove("open");
  shown = null;
}

function place(number) {
  if (window.matchMedia("(max-width: 700px)").matches) {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
    return; // a sheet at the foot of the window, by the style sheet
  }
  const at = number.getClientRects()[0];
  const size = card.getBoundingClientRect();
  const left = Math.min(Math.max(at.left, 8), window.innerWidth - size.width - 16);
  const below = at.bottom + 6;
  const top = below + size.height > window.innerHeight && at.top > size.height ? at.top - size.height - 6 : below;
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}

function leave() {
  clearTimeout(leaving);
  if (!pinned) leaving = setTimeout(hide, 250);
}

const numberAt = (event) => event.target.closest?.(".number");

article.addEventListener("pointerover", (event) => {
  const number = numberAt(event);
  if (number && event.pointerType === "mouse") show(number, false);
});
article.addEventListener("pointerout", (event) => {
  if (numberAt(event) && event.pointerType === "mouse") leave();
});
card.addEventListener("pointerenter", () => clearTimeout(leaving));
card.addEventListener("pointerleave", leave);
article.addEventListener("focusin", (event) => {
  const number = numberAt(event);
  if (number?.matches(":focus-visible")) show(number, false);
});
article.addEventListener("focusout", leave);

// A finger cannot hover: its first tap opens the card, in which a link leads on.
let touched = false;
article.addEventListener("pointerdown", (event) => {
  touched = event.pointerType !== "mouse";
});
article.addEventListener("click", (event) => {
  const number = numberAt(event);
  if (number && touched) {
    event.preventDefault();
    show(number, true);
  }
});
document.addEventListener("click", (event) => {
  if (pinned && !numberAt(event) && !card.contains(event.target)) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

for (const box of document.querySelectorAll(".legend input")) {
  const apply = () => document.body.classList.toggle(`hide-${box.dataset.hide}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
}

const list = document.querySelector("details.list");
if (window.matchMedia("(max-width: 1000px)").matches) list.open = false;
