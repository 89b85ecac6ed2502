// The page's side of the simulator: acts go out, events come in.

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

export async function act(name, accountId, details = {}) {
  const body = JSON.stringify({ act: name, account_id: accountId, ...details });
  return answered(
    await fetch("/sim/act", { method: "POST", headers: { "Content-Type": "application/json" }, body }),
  );
}

export async function upload(kind, accountId, file, caption) {
  const form = new FormData();
  form.set("act", kind);
  form.set("account_id", accountId);
  form.set("file", file, file.name);
  if (caption) form.set("caption", caption);
  return answered(await fetch("/sim/upload", { method: "POST", body: form }));
}

export const get = async (what) => answered(await fetch(`/sim/${what}`));

export const fileUrl = (file, name) => `/sim/file/${file.file_unique_id}/${encodeURIComponent(name)}`;

// Every event, in order; `onHello` whenever the stream begins anew and the state must be read again.
export function listen(onHello, onEvent, onLost) {
  const source = new EventSource("/sim/events");
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === "hello") onHello();
    else onEvent(event);
  };
  source.onerror = onLost;
}
