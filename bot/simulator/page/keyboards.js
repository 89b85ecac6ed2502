// Buttons: those under a message, and those in place of the keyboard.

import { h } from "./dom.js";

const SIGNS = [
  ["url", "↗"],
  ["copy_text", "⧉"],
  ["switch_inline_query", "↪"],
  ["switch_inline_query_current_chat", "↪"],
  ["switch_inline_query_chosen_chat", "↪"],
  ["web_app", "◱"],
  ["login_url", "↗"],
];

export function inlineKeyboard(message, rows, on) {
  return h(
    "div",
    { className: "inline-keys" },
    rows.map((row) =>
      h(
        "div",
        { className: "row" },
        row.map((button) => key(message, button, on)),
      ),
    ),
  );
}

function key(message, button, on) {
  const sign = SIGNS.find(([action]) => action in button)?.[1];
  const isBusy = on.isSpinning(message, button.callback_data);
  const style = button.style ? ` ${button.style}` : "";
  return h(
    "button",
    {
      type: "button",
      className: `key${style}${isBusy ? " busy" : ""}`,
      title: button.text,
      "aria-busy": isBusy ? "true" : null,
      onclick: () => on.press(message, button),
    },
    h("span", { className: "label" }, button.text),
    sign && h("span", { className: "sign", "aria-hidden": "true" }, sign),
  );
}

export function replyKeyboard(keyboard, onPress) {
  const rows = keyboard?.keyboard ?? [];
  return rows.map((row) =>
    h(
      "div",
      { className: "row" },
      row.map((button) =>
        h(
          "button",
          { type: "button", className: "key", title: button.text, onclick: () => onPress(button) },
          h("span", { className: "label" }, button.text),
        ),
      ),
    ),
  );
}
