// One phone: its chat with the bot, as its holder sees it and acts in it.

import { act, upload } from "./api.js";
import { Choices } from "./choices.js";
import { Composer } from "./composer.js";
import { controls } from "./controls.js";
import { h } from "./dom.js";
import { Line } from "./line.js";
import { phoneScreen } from "./screen.js";
import { alertIn, toast } from "./sheet.js";
import { Spinners } from "./spinners.js";
import { startPayload } from "./text.js";
import { Timeline } from "./timeline.js";

export class Phone {
  constructor(start, bot, town) {
    this.account = start.account;
    this.bot = bot;
    this.town = town; // the other phones, and what they share
    this.line = new Line();
    this.choices = new Choices(this, town);
    this.spinners = new Spinners((messageId) => this.timeline.redraw(messageId));
    this.reactions = start.reactions;
    this.timeline = new Timeline(this.#forBubbles(), `Percakapan ${start.account.first_name}`);
    this.composer = new Composer(this.#forComposer(), start.account.first_name);
    this.subtitle = h("span", { className: "subtitle" }, "bot");
    this.title = h("strong", {});
    this.about = h("div", { className: "about" });
    this.screen = phoneScreen(this);
    const strip = controls(start.account, {
      onNetwork: (mode) => this.#network(mode),
      onClear: () => this.#clear(),
    });
    this.node = h(
      "section",
      { className: "phone", id: `phone-${start.account.id}`, "aria-label": start.account.title },
      strip,
      this.screen,
    );
    this.introduce(start);
    this.reload(start);
  }

  // What the bot says of itself, and who holds the phone; it may change at any time.
  introduce({ account, bot_name, description, commands, menu_button }) {
    this.account = account;
    this.title.textContent = bot_name;
    this.about.replaceChildren(
      h("h3", {}, "Apa yang bisa dilakukan bot ini?"),
      h("p", {}, description || "Tekan Mulai untuk menyapa bot."),
    );
    this.composer.setCommands(commands, menu_button);
  }

  // Everything said so far, as after reopening the app.
  reload({ messages, keyboard, reactions }) {
    this.reactions = reactions;
    this.timeline.load(messages);
    this.composer.setKeyboard(keyboard);
    this.#settle();
  }

  hear(event) {
    const isEcho = event.kind === "message" && this.isOwn(event.message); // what one sent is seen at once
    if (isEcho) this.#happened(event);
    else this.line.receive(() => this.#happened(event));
  }

  start(payload) {
    this.say(payload ? `/start ${payload}` : "/start");
  }

  // A message of another phone's holder, person to person: the bot knows nothing of it.
  hand(message, from) {
    const { reply_markup, reply_to_message, ...content } = message;
    this.timeline.addExtra({
      ...content,
      message_id: `x${Date.now()}`,
      source: message.source ?? message.message_id,
      date: Date.now() / 1000,
      aside: from,
    });
    this.#settle();
  }

  #happened(event) {
    switch (event.kind) {
      case "message":
        this.timeline.put(event.message);
        this.#notice(event.message);
        break;
      case "edited":
        this.timeline.put(event.message);
        break;
      case "deleted":
        this.timeline.remove(event.message_id);
        break;
      case "keyboard":
        this.composer.setKeyboard(event.keyboard);
        break;
      case "reaction":
        this.reactions[event.message_id] = event.reactions;
        this.timeline.redraw(event.message_id);
        break;
      case "action":
        this.#busy(event.action);
        break;
      case "answered":
        if (event.account_id === this.account.id) this.#answered(event);
        break;
    }
    this.#settle();
  }

  #notice(message) {
    if (this.isOwn(message)) return;
    this.#idle();
    this.town.unread(this);
  }

  #busy(action) {
    this.subtitle.textContent = action.startsWith("upload") ? "mengirim berkas…" : "sedang mengetik…";
    clearTimeout(this.idling);
    this.idling = setTimeout(() => this.#idle(), 5000);
  }

  #idle() {
    this.subtitle.textContent = this.line.mode === "down" ? "menunggu jaringan…" : "bot";
  }

  #answered({ message_id, data, answer }) {
    this.spinners.end(message_id, data);
    if (answer.text) (answer.show_alert ? alertIn : toast)(this.screen, answer.text);
    const payload = answer.url && startPayload(answer.url, this.bot.username);
    if (payload) this.start(payload);
  }

  say(text, replyTo) {
    this.send({ text }, () =>
      act("text", this.account.id, { text, ...(replyTo && { reply_to: replyTo.message_id }) }),
    );
  }

  #file(file, kind) {
    this.send({ text: `📎 ${file.name}` }, () => upload(kind, this.account.id, file));
  }

  // Show what is on its way while it cannot go at once, then let the server's echo take its place.
  async send(preview, job) {
    const pending = { ...preview, message_id: `p${Math.random()}`, date: Date.now() / 1000, pending: true };
    if (this.line.mode !== "good") this.timeline.addExtra(pending);
    this.#settle();
    try {
      await this.line.send(job);
    } catch (error) {
      toast(this.screen, error.message);
    }
    this.timeline.dropExtra(pending);
    this.#settle();
  }

  async #press(message, button) {
    if (button.callback_data) {
      this.spinners.begin(message.message_id, button.callback_data);
      await this.line.send(() =>
        act("press_data", this.account.id, { message_id: message.message_id, data: button.callback_data }),
      );
    } else if (button.url) {
      if (!this.#open(button.url)) window.open(button.url, "_blank", "noopener");
    } else if (button.copy_text) this.copy(button.copy_text.text);
    else if (button.switch_inline_query_current_chat !== undefined)
      this.composer.insert(`@${this.bot.username} ${button.switch_inline_query_current_chat}`);
    else toast(this.screen, "Di Telegram tombol ini membuka pilihan chat atau aplikasi.");
  }

  #open(url) {
    const payload = startPayload(url, this.bot.username);
    if (payload === null) return false;
    this.choices.openLink(payload);
    return true;
  }

  #editLast() {
    const last = this.timeline
      .visible()
      .findLast(
        (message) => this.isOwn(message) && message.text && !message.pending && !message.forward_origin,
      );
    if (last) this.composer.edit(last);
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    toast(this.screen, "Disalin");
  }

  #network(mode) {
    this.line.switchTo(mode);
    this.screen.dataset.network = mode;
    this.#idle();
  }

  #clear() {
    this.timeline.clear();
    this.#settle();
  }

  #settle() {
    const isEmpty = !this.timeline.visible().length;
    this.about.hidden = !isEmpty;
    this.composer.offerStart(isEmpty);
  }

  isOwn(message) {
    return message.pending || (!message.aside && message.from?.id === this.account.id);
  }

  #forBubbles() {
    return {
      isOwn: (message) => this.isOwn(message),
      isSpinning: (message, data) => this.spinners.isSpinning(message.message_id, data),
      reactions: (message) => this.reactions[message.message_id],
      press: (message, button) => this.#press(message, button),
      open: (url) => this.#open(url),
      command: (text) => this.say(text),
      copy: (text) => this.copy(text),
      menu: (message) => this.choices.menu(message),
      jump: (id) => this.timeline.jump(id),
      view: (source, caption) => this.town.view(source, caption),
    };
  }

  #forComposer() {
    return {
      say: (text, replyTo) => this.say(text, replyTo),
      file: (file, kind) => this.#file(file, kind),
      location: () => this.choices.location(),
      edit: (message, text) =>
        this.send({ text }, () => act("edit", this.account.id, { message_id: message.message_id, text })),
      contact: () => this.choices.contact(),
      attach: (photos, files) => this.choices.attach(photos, files),
      editLast: () => this.#editLast(),
    };
  }
}
