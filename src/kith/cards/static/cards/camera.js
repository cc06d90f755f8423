// The live camera on the page of cards: a shutter that puts a photo into the form, and codes read as soon as they are seen.

const EVERY = 600; // milliseconds between two frames that are looked at
const LOOKED_AT = 1000; // pixels of the longer side
const room = document.querySelector("[data-camera]");
const part = (name) => room.querySelector(`[data-camera-${name}]`);
const video = room?.querySelector("video");
let stream = null;

function say(text) {
  part("said").textContent = text;
}

function frame(longest, quality) {
  const share = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: video.videoWidth * share,
    height: video.videoHeight * share,
  });
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

async function open() {
  try {
    const wanted = { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1440 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
  } catch {
    return say(room.dataset.refused);
  }
  video.srcObject = stream;
  await video.play();
  part("view").hidden = false;
  part("open").hidden = true;
  say(room.dataset.hint);
  look();
}

function close() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  part("view").hidden = true;
  part("open").hidden = false;
  say("");
}

// Frames go to this Kith and nowhere else; one at a time, until one of them holds a code.
async function look() {
  if (!stream) return;
  const body = new FormData();
  body.append("frame", await frame(LOOKED_AT, 0.8), "frame.jpg");
  try {
    const headers = { "X-CSRFToken": room.dataset.token };
    const answer = await fetch(room.dataset.camera, { method: "POST", body, headers });
    if (answer.status === 200) {
      const found = await answer.json();
      if (found.url && stream) return location.assign(found.url);
      say(found.said);
    }
  } catch {
    // The next frame is asked about as well.
  }
  setTimeout(look, EVERY);
}

async function shoot() {
  const field = document.querySelector(room.dataset.into);
  const files = new DataTransfer();
  for (const file of field.files) files.items.add(file);
  files.items.add(new File([await frame(Infinity, 0.92)], `card-${files.items.length + 1}.jpg`, { type: "image/jpeg" }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  say(room.dataset.taken.replace("%n", files.files.length));
}

if (room && navigator.mediaDevices?.getUserMedia) {
  room.hidden = false;
  part("open").addEventListener("click", open);
  part("shutter").addEventListener("click", shoot);
  part("close").addEventListener("click", close);
  addEventListener("pagehide", close);
}
