// Which buttons wait for the bot's answer. A client gives up after a while, and so does this.

const LONGEST = 30000;

export class Spinners {
  constructor(onChange) {
    this.onChange = onChange; // told the message whose buttons changed
    this.spinning = new Set();
  }

  isSpinning(messageId, data) {
    return this.spinning.has(`${messageId} ${data}`);
  }

  begin(messageId, data) {
    this.spinning.add(`${messageId} ${data}`);
    this.onChange(messageId);
    setTimeout(() => this.end(messageId, data), LONGEST);
  }

  end(messageId, data) {
    if (this.spinning.delete(`${messageId} ${data}`)) this.onChange(messageId);
  }
}
