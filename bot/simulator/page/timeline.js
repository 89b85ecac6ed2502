// The list of messages of one phone: kept in order, grouped by day and album, scrolled as a reader wants.

import { album, bubble } from "./bubble.js";
import { arrange, h, iconButton } from "./dom.js";

const MOST_SHOWN = 400;
const NEAR_END = 80;
const dayName = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric" });

export class Timeline {
  constructor(on, label) {
    this.on = on;
    this.messages = new Map();
    this.extras = []; // pending messages and private asides: the server knows nothing of them
    this.drawn = new Map();
    this.hiddenUpTo = 0;
    this.unread = 0;
    this.list = h("ol", {
      className: "timeline",
      role: "log",
      "aria-live": "polite",
      "aria-label": label,
      tabindex: 0,
    });
    this.toEnd = h(
      "div",
      { className: "to-end", hidden: true },
      iconButton("down", "Ke pesan terbaru", () => this.scrollToEnd()),
      h("span", { className: "badge" }),
    );
    this.isFollowing = true; // a reader at the end stays there when pictures load or the keyboard opens
    this.list.addEventListener("scroll", () => this.#scrolled());
    this.list.addEventListener("load", () => this.#follow(), true);
    new ResizeObserver(() => this.#follow()).observe(this.list);
  }

  load(messages) {
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    if (this.hiddenUpTo > Math.max(0, ...this.messages.keys())) this.hiddenUpTo = 0; // the simulator began anew
    this.draw();
    this.scrollToEnd();
  }

  put(message) {
    const isNew = !this.messages.has(message.message_id);
    const follow = this.isFollowing || (isNew && this.on.isOwn(message));
    this.messages.set(message.message_id, message);
    this.draw();
    if (follow) this.scrollToEnd();
    else if (isNew) this.#setUnread(this.unread + 1);
  }

  remove(messageId) {
    this.messages.delete(messageId);
    this.draw();
  }

  addExtra(extra) {
    this.extras.push(extra);
    this.draw();
    this.scrollToEnd();
  }
  dropExtra(extra) {
    this.extras = this.extras.filter((other) => other !== extra);
    this.draw();
  }

  clear() {
    this.hiddenUpTo = Math.max(0, ...this.messages.keys());
    this.extras = this.extras.filter((extra) => extra.pending);
    this.draw();
  }

  // Draw a message anew although it is the same: a spinner began or ended.
  redraw(messageId) {
    this.drawn.delete(`m${messageId}`);
    this.draw();
  }

  visible() {
    const shown = [...this.messages.values()].filter((message) => message.message_id > this.hiddenUpTo);
    const settled = this.extras.filter((extra) => !extra.pending);
    const all = [...shown, ...settled].sort((a, b) => a.date - b.date || a.message_id - b.message_id);
    return [...all.slice(-MOST_SHOWN), ...this.extras.filter((extra) => extra.pending)];
  }

  draw() {
    const drawn = new Map();
    let day = "";
    for (const group of grouped(this.visible())) {
      const thisDay = new Date(group[0].date * 1000).toDateString();
      if (thisDay !== day) this.#keep(drawn, `d${thisDay}`, group, () => separator(group[0].date), true);
      day = thisDay;
      const key = group.length > 1 ? `a${group[0].media_group_id}` : `m${group[0].message_id}`;
      this.#keep(drawn, key, group, () =>
        group.length > 1 ? album(group, this.on) : bubble(group[0], this.on),
      );
    }
    this.drawn = drawn;
    arrange(
      this.list,
      [...drawn.values()].map(({ node }) => node),
    );
  }

  // Messages never change, they are replaced: the same objects mean the same bubble.
  #keep(drawn, key, group, make, always = false) {
    const before = this.drawn.get(key);
    const same =
      before &&
      (always ||
        (before.group.length === group.length && before.group.every((message, i) => message === group[i])));
    drawn.set(key, same ? before : { group, node: make() });
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
  }

  #scrolled() {
    this.isFollowing = this.isAtEnd();
    if (this.isFollowing) this.#setUnread(0);
    else this.toEnd.hidden = false;
  }

  #follow() {
    if (this.isFollowing) this.scrollToEnd();
  }

  scrollToEnd() {
    this.isFollowing = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.#setUnread(0);
  }

  jump(messageId) {
    const node = this.list.querySelector(`[data-id="${messageId}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("found");
    setTimeout(() => node?.classList.remove("found"), 1500);
  }

  #setUnread(count) {
    this.unread = count;
    this.toEnd.hidden = this.isFollowing;
    this.toEnd.querySelector(".badge").textContent = count || "";
  }
}

function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1)?.[0];
    if (message.media_group_id && last?.media_group_id === message.media_group_id)
      groups.at(-1).push(message);
    else groups.push([message]);
  }
  return groups;
}

function separator(date) {
  const then = new Date(date * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  return h("li", { className: "day" }, h("span", {}, ["Hari ini", "Kemarin"][days] ?? dayName.format(then)));
}
