// The page: the phones side by side or behind tabs, kept in step with the simulator.

import { get, listen } from "./api.js";
import { h } from "./dom.js";
import { Phone } from "./phone.js";

const place = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const viewer = document.getElementById("viewer");
const statusLine = document.getElementById("status");
const phones = new Map(); // by account id
const tabOf = new Map();

const town = {
  from: (phone) => [phone, ...[...phones.values()].filter((other) => other !== phone)],
  show: (phone) => phone.node.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" }),
  view: (source, caption) => view(source, caption),
  unread: (phone) => {
    if (!tabOf.get(phone).matches("[aria-selected=true]")) count(phone, 1);
  },
};

async function reload() {
  const state = await get("state");
  document.title = `${state.bot.first_name} – Simulator Telegram`;
  for (const start of state.phones) {
    const known = phones.get(start.account.id);
    if (known) {
      known.introduce(start);
      known.reload(start);
    } else add(new Phone(start, state.bot, town));
  }
  tell(state.status);
}

function add(phone) {
  phones.set(phone.account.id, phone);
  place.append(phone.node);
  const tab = h(
    "button",
    {
      type: "button",
      role: "tab",
      "aria-selected": String(phones.size === 1),
      "aria-controls": phone.node.id,
      onclick: () => town.show(phone),
    },
    h("span", {}, phone.account.title),
    h("span", { className: "badge", hidden: true }),
  );
  tabOf.set(phone, tab);
  tabs.append(tab);
  watcher.observe(phone.node);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const phone = [...phones.values()].find(({ node }) => node === target);
      tabOf.get(phone).setAttribute("aria-selected", String(isIntersecting));
      if (isIntersecting) count(phone, 0);
    }
  },
  { root: place, threshold: 0.6 },
);

function count(phone, more) {
  const badge = tabOf.get(phone).querySelector(".badge");
  badge.textContent = more ? Number(badge.textContent) + more : "";
  badge.hidden = !badge.textContent;
}

async function happened(event) {
  if (event.kind === "profile" || event.kind === "account") {
    for (const start of (await get("people")).phones) phones.get(start.account.id)?.introduce(start);
  } else phones.get(event.chat_id)?.hear(event);
}

function tell({ listening, pending }) {
  statusLine.dataset.state = listening ? "on" : "off";
  statusLine.textContent = listening
    ? "Bot tersambung"
    : pending
      ? `Bot belum tersambung – ${pending} pesan menunggu`
      : "Bot belum tersambung";
}

function lost() {
  statusLine.dataset.state = "off";
  statusLine.textContent = "Simulator tidak berjalan";
}

function view(source, caption) {
  viewer.replaceChildren(
    h("img", { src: source, alt: caption ?? "Foto" }),
    h(
      "div",
      { className: "viewer-foot" },
      h("a", { href: `${source}?download`, download: "foto" }, "Unduh"),
      h("button", { type: "button", onclick: () => viewer.close() }, "Tutup"),
    ),
  );
  viewer.showModal();
}

viewer.addEventListener("click", (event) => {
  if (event.target === viewer) viewer.close();
});
listen(reload, happened, lost);
setInterval(() => get("status").then(tell, lost), 3000);
