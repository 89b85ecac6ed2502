// What a person can pick from a sheet: where a link opens, what to do with a message, what to attach.

import { act } from "./api.js";
import { fullName } from "./bubble.js";
import { choose } from "./sheet.js";

const PLACES = [
  ["Kupang", -10.1772, 123.607],
  ["Soe", -9.8607, 124.284],
  ["Atambua", -9.1061, 124.8925],
  ["Maumere", -8.6199, 122.2111],
  ["Waingapu", -9.6567, 120.2641],
  ["Labuan Bajo", -8.4964, 119.8877],
];

export class Choices {
  constructor(phone, town) {
    this.phone = phone;
    this.town = town;
  }

  async openLink(payload) {
    const items = this.town.from(this.phone).map((phone) => ({
      value: phone,
      label: phone === this.phone ? "Di HP ini" : `Di HP ${phone.account.title}`,
      detail: fullName(phone.account),
    }));
    const phone = await this.#choose(payload ? `Buka tautan “${payload}”` : "Buka bot", items);
    if (!phone) return;
    this.town.show(phone);
    phone.start(payload);
  }

  async menu(message) {
    const text = message.text ?? message.caption;
    const isEditable = this.phone.isOwn(message) && text && !message.forward_origin;
    const items = [
      !message.aside && { label: "Balas", value: () => this.phone.composer.reply(message) },
      isEditable && { label: "Ubah", value: () => this.phone.composer.edit(message) },
      text && { label: "Salin teks", value: () => this.phone.copy(text) },
      { label: "Teruskan…", value: () => this.forward(message) },
    ];
    await this.#act("Pesan", items.filter(Boolean));
  }

  async forward(message) {
    const others = this.town
      .from(this.phone)
      .slice(1)
      .map((phone) => ({
        value: () => this.#hand(message, phone),
        label: `Ke HP ${phone.account.title}`,
        detail: "pesan pribadi, bot tidak melihatnya",
      }));
    const toBot = { label: "Ke bot", detail: "dari HP ini", value: () => this.#forwardToBot(message) };
    await this.#act("Teruskan ke mana?", [toBot, ...others]);
  }

  async location() {
    const items = PLACES.map(([label, latitude, longitude]) => ({
      label,
      detail: `${latitude}, ${longitude}`,
      value: { latitude, longitude },
    }));
    const place = await this.#choose("Bagikan lokasi", items);
    if (place) this.phone.send({ text: "📍 Lokasi" }, () => act("location", this.#id, place));
  }

  contact() {
    this.phone.send({ text: "👤 Kontak" }, () => act("contact", this.#id));
  }

  async attach(photos, files) {
    await this.#act("Lampirkan", [
      { label: "Foto", value: () => photos.click() },
      { label: "Berkas", value: () => files.click() },
      { label: "Lokasi", value: () => this.location() },
      { label: "Nomor HP saya", value: () => this.contact() },
    ]);
  }

  #hand(message, phone) {
    phone.hand(message, fullName(this.phone.account));
    this.town.show(phone);
  }

  #forwardToBot(message) {
    const source = { message_id: message.source ?? message.message_id, from_chat_id: message.chat.id };
    this.phone.send({ text: message.text ?? "Pesan diteruskan" }, () => act("forward", this.#id, source));
  }

  get #id() {
    return this.phone.account.id;
  }

  #choose(title, items) {
    return choose(this.phone.screen, title, items);
  }

  async #act(title, items) {
    (await this.#choose(title, items))?.();
  }
}
