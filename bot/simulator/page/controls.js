// The strip above a phone: who holds it, how good its network is, its language, a fresh start.

import { act } from "./api.js";
import { h, iconButton } from "./dom.js";

const NETWORKS = [
  ["good", "Baik"],
  ["slow", "Lambat"],
  ["down", "Putus"],
];
const LANGUAGES = [
  ["id", "ID"],
  ["en", "EN"],
  ["", "–"],
];

export function controls(account, { onNetwork, onClear }) {
  const name = h("input", {
    className: "name",
    value: account.first_name,
    maxLength: 64,
    "aria-label": "Nama pengguna",
    spellcheck: false,
  });
  name.addEventListener("change", () =>
    act("change", account.id, { first_name: name.value.trim() || account.first_name }),
  );
  const language = h(
    "select",
    { "aria-label": "Bahasa akun", title: "Bahasa akun di Telegram (– : tidak diketahui)" },
    LANGUAGES.map(([code, label]) =>
      h("option", { value: code, selected: code === (account.language_code ?? "") }, label),
    ),
  );
  language.addEventListener("change", () =>
    act("change", account.id, { language_code: language.value || null }),
  );
  return h(
    "div",
    { className: "controls" },
    h("h2", {}, account.title),
    name,
    networks(account.id, onNetwork),
    language,
    iconButton("reset", "Mulai ulang percakapan (hanya membersihkan layar ini)", onClear),
  );
}

function networks(accountId, onNetwork) {
  return h(
    "fieldset",
    { className: "network" },
    h("legend", {}, "Jaringan HP ini"),
    NETWORKS.map(([mode, label]) =>
      h(
        "label",
        { className: mode },
        h("input", {
          type: "radio",
          name: `network-${accountId}`,
          value: mode,
          checked: mode === "good",
          onchange: () => onNetwork(mode),
        }),
        h("span", {}, label),
      ),
    ),
  );
}
