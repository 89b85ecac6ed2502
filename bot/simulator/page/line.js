// The phone's own connection: good, slow, or gone. What cannot go now waits in order.

const SLOW = 2000;
const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));

export class Line {
  constructor() {
    this.mode = "good";
    this.waiting = [];
    this.outward = [];
    this.inward = [];
  }

  switchTo(mode) {
    this.mode = mode;
    for (const resume of this.waiting.splice(0)) resume();
  }

  // Both return when the job is done; until then it is under way.
  send(job) {
    return this.#carry(this.outward, job);
  }
  receive(job) {
    return this.#carry(this.inward, job);
  }

  #carry(lane, job) {
    return new Promise((resolve, reject) => {
      lane.push({ job, since: Date.now(), resolve, reject });
      if (lane.length === 1) this.#drain(lane);
    });
  }

  async #drain(lane) {
    while (lane.length) {
      await this.#passage(lane[0].since);
      const { job, resolve, reject } = lane[0];
      try {
        resolve(await job());
      } catch (error) {
        reject(error);
      }
      lane.shift();
    }
  }

  async #passage(since) {
    for (;;) {
      while (this.mode === "down") await new Promise((resume) => this.waiting.push(resume));
      const rest = this.mode === "slow" ? since + SLOW - Date.now() : 0;
      if (rest <= 0) return;
      await sleep(rest);
    }
  }
}
