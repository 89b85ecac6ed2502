// The bot's commands: all of them from the menu button, the fitting ones while one types "/".

import { h } from "./dom.js";

export class Suggestions {
  constructor(input, onPick) {
    this.input = input;
    this.onPick = onPick;
    this.commands = [];
    this.shown = [];
    this.at = -1;
    this.node = h("div", {
      className: "suggestions",
      role: "listbox",
      "aria-label": "Perintah bot",
      hidden: true,
    });
  }

  setCommands(commands) {
    this.commands = commands;
    this.close();
  }

  follow(text) {
    if (/^\/\w*$/.test(text))
      this.#show(this.commands.filter(({ command }) => command.startsWith(text.slice(1).toLowerCase())));
    else this.close();
  }

  toggleAll() {
    if (this.node.hidden) this.#show(this.commands);
    else this.close();
  }
  close() {
    this.#show([]);
  }

  // Whether a key was meant for the list.
  takes(event) {
    if (this.node.hidden) return false;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.#move(moves[event.key]);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) this.#pick(this.shown[this.at]);
    else return false;
    event.preventDefault();
    return true;
  }

  #show(commands) {
    this.shown = commands;
    this.at = -1;
    this.node.replaceChildren(...commands.map((command, index) => this.#option(command, index)));
    this.node.hidden = !commands.length;
  }

  #option(command, index) {
    return h(
      "button",
      {
        type: "button",
        role: "option",
        tabindex: -1,
        "aria-selected": "false",
        onclick: () => this.#pick(command),
        onpointerenter: () => this.#mark(index),
      },
      h("strong", {}, `/${command.command}`),
      h("span", {}, command.description),
    );
  }

  #move(step) {
    this.#mark((this.at + step + this.shown.length) % this.shown.length);
  }

  #mark(index) {
    this.at = index;
    [...this.node.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    this.node.children[index].scrollIntoView({ block: "nearest" });
  }

  #pick({ command }) {
    this.input.value = "";
    this.close();
    this.onPick(`/${command}`);
  }
}
