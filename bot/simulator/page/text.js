// Telegram text with entities into nodes. Offsets are UTF-16 units, as in JavaScript strings.

import { h } from "./dom.js";

const SAFE = /^(https?|tg|mailto|tel):/i;

export function rendered(text, entities, on) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, on);
}

function span(text, from, to, entities, on) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    nodes.push(
      wrapped(entity, text.slice(entity.offset, end), span(text, entity.offset, end, inner, on), on),
    );
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", blockquote: "blockquote" };

function wrapped(entity, plain, inner, on) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, inner, on);
    case "url":
      return link(SAFE.test(plain) ? plain : `https://${plain}`, inner, on);
    case "email":
      return link(`mailto:${plain}`, inner, on);
    case "phone_number":
      return link(`tel:${plain}`, inner, on);
    case "mention":
      return link(`https://t.me/${plain.slice(1)}`, inner, on);
    case "bot_command":
      return h("button", { type: "button", className: "command", onclick: () => on.command(plain) }, inner);
    case "code":
      return h("code", { title: "Salin", onclick: () => on.copy(plain) }, inner);
    case "pre":
      return h("pre", {}, inner);
    case "spoiler":
      return spoiler(inner);
    case "expandable_blockquote":
      return foldable(inner);
    default:
      return TAGS[entity.type]
        ? h(TAGS[entity.type], {}, inner)
        : h("span", { className: entity.type }, inner);
  }
}

function link(url, inner, on) {
  if (!SAFE.test(url)) return h("span", {}, inner);
  const open = (event) => {
    if (on.open(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: open }, inner);
}

function spoiler(inner) {
  const node = h(
    "span",
    { className: "spoiler", tabindex: 0, role: "button", "aria-label": "Tersembunyi, ketuk untuk melihat" },
    inner,
  );
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") show();
  });
  return node;
}

function foldable(inner) {
  const quote = h("blockquote", { className: "folded" }, inner);
  const toggle = h(
    "button",
    { type: "button", className: "unfold", "aria-expanded": "false" },
    "Selengkapnya",
  );
  toggle.addEventListener("click", () => {
    const isFolded = quote.classList.toggle("folded");
    toggle.textContent = isFolded ? "Selengkapnya" : "Ringkas";
    toggle.setAttribute("aria-expanded", String(!isFolded));
  });
  return h("span", { className: "foldable" }, quote, toggle);
}

// What a deep link to this bot starts, or null for any other address.
export function startPayload(url, botUsername) {
  const found =
    /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(\w+)\/?(?:\?(.*))?$/i.exec(url) ??
    /^tg:\/\/resolve\/?\?(?=.*domain=(\w+))(.*)$/i.exec(url);
  if (!found || found[1].toLowerCase() !== botUsername.toLowerCase()) return null;
  return new URLSearchParams(found[2] ?? "").get("start") ?? "";
}
