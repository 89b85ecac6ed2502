// The screen of a phone: who one talks to, what was said, where one writes.

import { h } from "./dom.js";

export function phoneScreen(phone) {
  const head = h(
    "header",
    {},
    h("span", { className: "avatar", "aria-hidden": "true" }, "BP"),
    h("div", {}, phone.title, phone.subtitle),
  );
  const body = h(
    "div",
    { className: "body" },
    phone.about,
    phone.timeline.list,
    phone.timeline.toEnd,
    h("div", { className: "toasts", "aria-live": "polite" }),
  );
  return h("div", { className: "screen", "data-network": "good" }, head, body, phone.composer.node);
}
