// The JavaScript peer, @huggingface/inference, in those scenarios of worker.py that it supports. Copied into the folder
// of the package, because Node resolves imports from the folder of the importing file.
import { InferenceClient } from "@huggingface/inference";
import { readFileSync, writeFileSync, openAsBlob } from "node:fs";
import { get } from "node:http";

const [url, seconds, cases, late, file, ...scenarios] = process.argv.slice(2);
const MIB = 1024 * 1024;
const STREAMS = 500;
const CALLS_AT_ONCE = 512;
const BATCHES = 5;
const messages = [{ role: "user", content: "Hello! Who are you, and what can you do for me today?" }];
const texts = Array.from({ length: 256 }, (_, number) => `text ${number}`);

const client = new InferenceClient("hf_k");
const chatAt = (path) => client.endpoint(`${url}/${path}`);
const chat = async () => (await chatAt("chat").chatCompletion({ model: "m", messages })).choices[0].message.content;
const stream = (path) => chatAt(path).chatCompletionStream({ model: "m", messages });
const text = (chunk) => chunk.choices[0].delta.content ?? "";

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const memory = (field) => {
  const line = readFileSync("/proc/self/status", "utf8").split("\n").find((each) => each.startsWith(field));
  return Number(line.match(/\d+/)[0]) * 1024;
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const counters = () =>
  new Promise((resolve) =>
    get(`${url}/counters`, { agent: false }, async (response) => {
      let body = "";
      for await (const part of response) body += part;
      resolve(JSON.parse(body));
    }),
  );

async function repeat(run, least = 1) {
  const batches = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const [start, startCpu] = [performance.now(), cpu()];
    let count = 0;
    for (; count < least || performance.now() - start < (seconds * 1e3) / BATCHES; count++) await run();
    batches.push((cpu() - startCpu) / count);
  }
  return Math.min(...batches);
}

async function measureLarge(run) {
  await chat();
  globalThis.gc();
  writeFileSync("/proc/self/clear_refs", "5");
  const before = memory("VmRSS");
  await run();
  const growth = memory("VmHWM") - before;
  return { cpu: (await repeat(run)) * 1e3, mib: growth / MIB };
}

async function many(count) {
  await Promise.all(Array.from({ length: count }, chat));
  const some = async () => {
    for (let call = 0; call < CALLS_AT_ONCE / count; call++) await chat();
  };
  const batches = [];
  for (let batch = 0; batch < (seconds < 1 ? 1 : 3); batch++) {
    const start = cpu();
    await Promise.all(Array.from({ length: count }, some));
    batches.push((cpu() - start) / CALLS_AT_ONCE);
  }
  return { cpu: Math.min(...batches) * 1e6 };
}

async function read(path) {
  let count = 0;
  for await (const chunk of stream(path)) count += text(chunk).length > 0;
  return count;
}

const SCENARIOS = {
  async chat_async() {
    for (let call = 0; call < 200; call++) await chat();
    return { cpu: (await repeat(chat, 20)) * 1e6 };
  },
  many_64: () => many(64),
  many_256: () => many(256),
  async stream_async() {
    for (let call = 0; call < 3; call++) await read("stream-2000");
    return { cpu: ((await repeat(() => read("stream-2000"))) / 2000) * 1e6 };
  },
  async paced_async() {
    await read("stream-20");
    const start = cpu();
    await read("paced-500");
    return { cpu: ((cpu() - start) / 500) * 1e6 };
  },
  async abandoned_async() {
    const abandon = async (count) => {
      for (let call = 0; call < count; call++) for await (const _ of stream("stream-2000")) break;
      globalThis.gc();
      await pause(100);
      return memory("VmRSS");
    };
    const before = await abandon(20);
    const after = await abandon(STREAMS);
    return { kib: (after - before) / STREAMS / 1024, open: (await counters()).open };
  },
  async completed_async() {
    await read("stream-20");
    const before = (await counters()).opened;
    for (let call = 0; call < STREAMS; call++) await read("stream-20");
    return { new: (await counters()).opened - before - 1 };
  },
  async cases() {
    const wrong = {};
    for (const [number, { name, texts, parts }] of JSON.parse(cases).entries()) {
      const start = performance.now();
      const got = [];
      let first;
      try {
        for await (const chunk of stream(`case-${number}`)) {
          first ??= performance.now() - start;
          if (text(chunk)) got.push(text(chunk));
        }
        if (JSON.stringify(got) !== JSON.stringify(texts)) wrong[name] = `got ${JSON.stringify(got)}`;
        else if (parts > 1 && first > late * 1e3) wrong[name] = "late";
      } catch (error) {
        wrong[name] = error.name;
      }
    }
    return { wrong: Object.keys(wrong).length, names: wrong };
  },
  async event() {
    const once = async (size) => {
      for await (const _ of stream(`event-${size}`));
    };
    await once(1);
    const small = await repeat(() => once(1));
    return { ratio: (await repeat(() => once(4))) / small };
  },
  image() {
    const image_url = { url: "data:image/png;base64," + "QUJD".repeat(2 * MIB) };
    const content = [{ type: "text", text: "What is this?" }, { type: "image_url", image_url }];
    return measureLarge(() => chatAt("chat").chatCompletion({ model: "m", messages: [{ role: "user", content }] }));
  },
  floats: () => measureLarge(() => client.featureExtraction({ endpointUrl: `${url}/floats`, inputs: texts })),
  upload: () =>
    measureLarge(async () =>
      client.automaticSpeechRecognition({
        endpointUrl: `${url}/upload`,
        data: await openAsBlob(file, { type: "audio/wav" }),
      }),
    ),
};

for (const scenario of scenarios) {
  let measured;
  try {
    measured = await SCENARIOS[scenario]();
  } catch (error) {
    measured = { failed: `${error.name}: ${error.message}`.slice(0, 200) };
  }
  console.log(JSON.stringify({ scenario, ...measured }));
}
process.exit(0);
