// Choices and notices that rise inside a phone: one at a time, closed by Esc, backdrop or choice.

import { h } from "./dom.js";

// Resolves to the value of the item chosen, or undefined. An item: {label, detail, value}.
export function choose(phone, title, items) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const close = (value) => {
      veil.remove();
      before?.focus?.({ preventScroll: true });
      resolve(value);
    };
    const buttons = items.map(({ label, detail, value }) =>
      h(
        "button",
        { type: "button", onclick: () => close(value) },
        h("span", {}, label),
        detail && h("small", {}, detail),
      ),
    );
    const panel = h(
      "div",
      { className: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
      h("h3", {}, title),
      buttons,
      h("button", { type: "button", className: "quiet", onclick: () => close() }, "Tutup"),
    );
    const veil = h(
      "div",
      {
        className: "veil",
        onclick: (event) => {
          if (event.target === veil) close();
        },
      },
      panel,
    );
    veil.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      keepInside(event, panel);
    });
    phone.append(veil);
    panel.querySelector("button").focus({ preventScroll: true });
  });
}

export function alertIn(phone, text) {
  return new Promise((resolve) => {
    const close = () => {
      veil.remove();
      resolve();
    };
    const ok = h("button", { type: "button", onclick: close }, "OK");
    const panel = h(
      "div",
      { className: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": "Pesan dari bot" },
      h("p", {}, text),
      ok,
    );
    const veil = h("div", { className: "veil centred" }, panel);
    veil.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      keepInside(event, panel);
    });
    phone.append(veil);
    ok.focus({ preventScroll: true });
  });
}

export function toast(phone, text) {
  const node = h("div", { className: "toast", role: "status" }, text);
  phone.querySelector(".toasts").append(node);
  setTimeout(() => node.classList.add("leaving"), 3500);
  setTimeout(() => node.remove(), 4000);
}

function keepInside(event, panel) {
  if (event.key !== "Tab") return;
  const stops = [...panel.querySelectorAll("button")];
  const next =
    stops[(stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1) + stops.length) % stops.length];
  event.preventDefault();
  next.focus();
}
