// Where one writes: text, replies and edits, files, places, commands, and the bot's own keyboard.

import { fullName, gist } from "./bubble.js";
import { h, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { Suggestions } from "./suggestions.js";

const hasRealKeyboard = matchMedia("(pointer: fine)").matches;

export class Composer {
  constructor(on, name) {
    this.on = on;
    this.context = null; // {kind: "reply" | "edit", message}
    this.keyboard = null;
    this.input = h("textarea", {
      rows: 1,
      placeholder: "Pesan",
      "aria-label": `Pesan dari ${name}`,
      autocomplete: "off",
      enterkeyhint: hasRealKeyboard ? null : "send",
    });
    this.suggestions = new Suggestions(this.input, (command) => this.#sendText(command));
    this.menuButton = h(
      "button",
      {
        type: "button",
        className: "menu-button",
        "aria-expanded": "false",
        onclick: () => this.suggestions.toggleAll(),
      },
      "Menu",
    );
    this.toggle = iconButton("keyboard", "Papan tombol", () => this.#toggleKeyboard(), { hidden: true });
    this.photos = this.#picker("image/*", "photo");
    this.files = this.#picker("", "document");
    this.strip = h("div", { className: "context", hidden: true });
    this.keys = h("div", { className: "reply-keys", hidden: true });
    this.start = h(
      "button",
      { type: "button", className: "start", hidden: true, onclick: () => this.#sendText("/start") },
      "Mulai",
    );
    const send = h("button", {
      type: "submit",
      className: "icon-button send",
      title: "Kirim",
      "aria-label": "Kirim",
    });
    send.append(iconButton("send", "Kirim").firstChild);
    const form = h(
      "form",
      { className: "composer" },
      this.menuButton,
      iconButton("attach", "Lampirkan", () => this.on.attach(this.photos, this.files)),
      this.input,
      this.toggle,
      send,
      this.photos,
      this.files,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.input.addEventListener("input", () => this.#grow());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("paste", (event) => this.#paste(event));
    this.node = h(
      "div",
      { className: "foot" },
      this.suggestions.node,
      this.start,
      this.strip,
      form,
      this.keys,
    );
  }

  setCommands(commands, menuButton) {
    this.suggestions.setCommands(commands);
    this.menuButton.hidden = !commands.length || menuButton.type === "web_app";
  }

  setKeyboard(keyboard) {
    this.keyboard = keyboard?.keyboard ? keyboard : null;
    this.keys.replaceChildren(...replyKeyboard(this.keyboard, (button) => this.#pressKey(button)));
    this.keys.hidden = !this.keyboard;
    this.toggle.hidden = !this.keyboard;
    this.input.placeholder = keyboard?.input_field_placeholder || "Pesan";
    if (keyboard?.force_reply) this.input.focus({ preventScroll: true });
  }

  offerStart(isEmpty) {
    this.start.hidden = !isEmpty;
  }

  reply(message) {
    this.#enter("reply", message, "");
  }
  edit(message) {
    this.#enter("edit", message, message.text ?? message.caption ?? "");
  }
  insert(text) {
    this.input.value = text;
    this.#grow();
    this.input.focus();
  }

  #enter(kind, message, text) {
    this.context = { kind, message };
    const title = kind === "edit" ? "Ubah pesan" : `Balas ${fullName(message.from)}`;
    this.strip.replaceChildren(
      h("div", {}, h("strong", {}, title), h("span", {}, gist(message))),
      iconButton("close", "Batal", () => this.#leave()),
    );
    this.strip.hidden = false;
    if (kind === "edit") this.input.value = text;
    this.#grow();
    this.input.focus();
  }

  #leave() {
    if (this.context?.kind === "edit") this.input.value = "";
    this.context = null;
    this.strip.hidden = true;
    this.#grow();
  }

  #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const context = this.context;
    this.input.value = "";
    this.#leave();
    if (context?.kind === "edit") this.on.edit(context.message, text);
    else this.#sendText(text, context?.message);
  }

  #sendText(text, replyTo) {
    this.suggestions.close();
    this.on.say(text, replyTo);
  }

  #pressKey(button) {
    if (button.request_contact) this.on.contact();
    else if (button.request_location) this.on.location();
    else this.#sendText(button.text);
    if (this.keyboard?.one_time_keyboard) this.keys.hidden = true;
  }

  #toggleKeyboard() {
    this.keys.hidden = !this.keys.hidden;
  }

  #key(event) {
    if (this.suggestions.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && hasRealKeyboard) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.context) this.#leave();
    else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      this.on.editLast();
    }
  }

  #paste(event) {
    const [file] = event.clipboardData?.files ?? [];
    if (file) {
      event.preventDefault();
      this.on.file(file, file.type.startsWith("image/") ? "photo" : "document");
    }
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
    this.suggestions.follow(this.input.value);
  }

  #picker(accept, kind) {
    const input = h("input", { type: "file", accept, multiple: true, hidden: true, tabindex: -1 });
    input.addEventListener("change", () => {
      for (const file of input.files) this.on.file(file, kind);
      input.value = "";
    });
    return input;
  }
}
