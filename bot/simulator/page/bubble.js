// One message as a bubble. `on` holds what a bubble can ask of its phone.

import { fileUrl } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { rendered } from "./text.js";

const clock = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit" });
const size = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

export function bubble(message, on) {
  const own = on.isOwn(message);
  const box = h(
    "div",
    { className: "bubble" },
    origin(message),
    quote(message, on),
    media([message], on),
    words(message, on),
    reactions(message, on),
    meta(message, own, on),
  );
  box.addEventListener("contextmenu", (event) => {
    if (!message.pending) {
      event.preventDefault();
      on.menu(message);
    }
  });
  const keyboard = message.reply_markup?.inline_keyboard;
  return h(
    "li",
    { className: classes(message, own), "data-id": message.message_id },
    box,
    keyboard && inlineKeyboard(message, keyboard, on),
  );
}

export function album(messages, on) {
  const [first] = messages;
  const own = on.isOwn(first);
  const captioned = messages.find((message) => message.caption);
  const box = h(
    "div",
    { className: "bubble" },
    origin(first),
    media(messages, on),
    captioned && words(captioned, on),
    meta(first, own, on),
  );
  return h("li", { className: classes(first, own), "data-id": first.message_id }, box);
}

function classes(message, own) {
  const sticker = message.sticker ? " sticker" : "";
  const pictured = message.photo ? " pictured" : "";
  return `message ${own ? "out" : "in"}${sticker}${pictured}${message.pending ? " pending" : ""}${message.aside ? " aside" : ""}`;
}

function origin(message) {
  if (message.aside)
    return h("div", { className: "origin" }, `Pesan pribadi dari ${message.aside} – bot tidak melihatnya`);
  const sender = message.forward_origin?.sender_user;
  return sender && h("div", { className: "origin" }, `Diteruskan dari ${fullName(sender)}`);
}

function quote(message, on) {
  const original = message.reply_to_message;
  if (!original) return null;
  return h(
    "button",
    { type: "button", className: "quote", onclick: () => on.jump(original.message_id) },
    h("strong", {}, fullName(original.from)),
    h("span", {}, gist(original)),
  );
}

function words(message, on) {
  const text = message.text ?? message.caption;
  return text
    ? h("div", { className: "words" }, rendered(text, message.entities ?? message.caption_entities, on))
    : null;
}

function media(messages, on) {
  const parts = messages.flatMap((message) => part(message, on) ?? []);
  if (!parts.length) return null;
  return h("div", { className: messages.length > 1 && messages[0].photo ? "media grid" : "media" }, parts);
}

function part(message, on) {
  if (message.photo) return photo(message, on);
  if (message.document) return file(message.document);
  if (message.voice)
    return h("audio", { controls: true, preload: "none", src: fileUrl(message.voice, "suara.ogg") });
  if (message.sticker) return h("div", { className: "emoji" }, message.sticker.emoji ?? "🙂");
  if (message.location) return place(message.location);
  if (message.contact)
    return h(
      "div",
      { className: "card" },
      icon("person"),
      h("div", {}, h("strong", {}, message.contact.first_name), h("div", {}, message.contact.phone_number)),
    );
  return null;
}

function photo(message, on) {
  const largest = message.photo.at(-1);
  const source = fileUrl(largest, "foto");
  const picture = h("img", {
    src: source,
    alt: message.caption ?? "Foto",
    width: largest.width,
    height: largest.height,
    loading: "lazy",
  });
  return h(
    "button",
    {
      type: "button",
      className: "photo",
      "aria-label": "Lihat foto",
      onclick: () => on.view(source, message.caption),
    },
    picture,
  );
}

function file(document) {
  const name = document.file_name ?? "berkas";
  return h(
    "a",
    { className: "card", href: `${fileUrl(document, name)}?download`, download: name },
    icon("file"),
    h("div", {}, h("strong", {}, name), h("div", {}, readableSize(document.file_size))),
  );
}

function place({ latitude, longitude }) {
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${latitude}/${longitude}`;
  return h(
    "a",
    { className: "card", href: map, target: "_blank", rel: "noopener noreferrer" },
    icon("pin"),
    h("div", {}, h("strong", {}, "Lokasi"), h("div", {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)),
  );
}

function reactions(message, on) {
  const given = on.reactions(message);
  return given?.length
    ? h(
        "div",
        { className: "reactions" },
        given.map((reaction) => h("span", {}, reaction.emoji)),
      )
    : null;
}

function meta(message, own, on) {
  const more =
    !message.pending &&
    iconButton("more", "Pilihan pesan", () => on.menu(message), { className: "icon-button more" });
  const mark = message.pending
    ? h("span", { className: "clock", role: "img", "aria-label": "menunggu jaringan" })
    : own && h("span", { "aria-label": "terkirim" }, "✓");
  return h(
    "div",
    { className: "meta" },
    more,
    message.edit_date && h("span", {}, "diedit"),
    h("time", {}, clock.format(message.date * 1000)),
    mark,
  );
}

export function gist(message) {
  const text = message.text ?? message.caption;
  if (text) return text.length > 80 ? `${text.slice(0, 80)}…` : text;
  const kinds = {
    photo: "Foto",
    document: "Berkas",
    voice: "Suara",
    sticker: "Stiker",
    location: "Lokasi",
    contact: "Kontak",
  };
  return Object.entries(kinds).find(([kind]) => message[kind])?.[1] ?? "Pesan";
}

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${size.format(bytes / 1024)} KB` : `${size.format(bytes / 1048576)} MB`;
}
